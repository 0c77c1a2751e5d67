package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.profile.Profile;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The operator of one entity of the feature set: holds one profile a key, takes transactions,
 * labels and outcomes into it, and fills the entity's slots of a transaction's vector.
 *
 * <p>The first hop that a live transaction meets gives it its vector and the features of its row.
 * History has no vector: it costs only the update of its profiles. An event without the entity
 * passes through, its slots filled with what stands for unknown.
 *
 * <p><b>State.</b> One value a key. On the heap that value is the profile object itself, changed in
 * place and then set again: setting it renews the time to live, and the backend has handed out a
 * copy wherever a snapshot still needs the old one, since {@link ProfileSerializer} says that
 * profiles are mutable. With RocksDB each event reads and writes the profile's bytes, which is why
 * their codec is compact. A profile that no event has touched for its time to live is dropped in
 * the background: nothing it holds lies within any window by then.
 *
 * <p>Its state is found again by the operator's id, which is made of the entity's name.
 */
public final class ProfileHop extends KeyedProcessFunction<String, ScoringEvent, ScoringEvent> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final int position;
  private final Duration slack;

  private transient @Nullable FeaturePlan plan;
  private transient @Nullable EntityPlan entity;
  private transient @Nullable ValueState<Profile> profiles;

  /**
   * Creates the hop of the entity of this position in the plan.
   *
   * @param slack how long a profile outlives the longest window of its entity, for events that come
   *     late
   */
  public ProfileHop(PlanSource source, int position, Duration slack) {
    this.source = source;
    this.position = position;
    this.slack = slack;
  }

  @Override
  public void open(OpenContext context) {
    FeaturePlan compiled = source.compile();
    EntityPlan own = compiled.entities().get(position);
    ValueStateDescriptor<Profile> descriptor =
        new ValueStateDescriptor<>("profile", new ProfileSerializer(source, own.name()));
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(own.horizon().plus(slack))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            .build());
    plan = compiled;
    entity = own;
    profiles = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out)
      throws IOException {
    boolean absent = EntityKey.isAbsent(context.getCurrentKey());
    if (event instanceof TransactionEvent transaction) {
      float[] vector = Vectors.started(transaction, opened(plan));
      if (!absent) {
        record(transaction, vector);
      } else if (vector != null) {
        opened(entity).absent(vector);
      }
    } else if (!absent) {
      learn(event);
    }
    out.collect(event);
  }

  private void record(TransactionEvent event, float @Nullable [] vector) throws IOException {
    Profile profile = profile();
    opened(entity).transaction(profile, event.idHash(), event.row(), vector);
    opened(profiles).update(profile);
  }

  private void learn(ScoringEvent event) throws IOException {
    Profile profile = profile();
    if (event instanceof LabelEvent label) {
      opened(entity).label(profile, label.update());
    } else if (event instanceof OutcomeEvent outcome) {
      opened(entity).outcome(profile, outcome.update());
    }
    opened(profiles).update(profile);
  }

  private Profile profile() throws IOException {
    Profile held = opened(profiles).value();
    return held != null ? held : opened(entity).newProfile();
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("A hop is opened before it is used");
    }
    return part;
  }
}
