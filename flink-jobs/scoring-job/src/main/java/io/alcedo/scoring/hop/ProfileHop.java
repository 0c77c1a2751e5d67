package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.profile.Profile;
import io.alcedo.features.profile.ProfileCodec;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.PlanSource;
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
 * History has no vector, unless profiles remember something of it: it costs only the update of its
 * profiles. An event without the entity passes through, its slots filled with what stands for
 * unknown.
 *
 * <p><b>State.</b> One value a key. On the heap that value is the profile object itself, changed in
 * place and then set again: setting it renews the time to live, and the backend has handed out a
 * copy wherever a snapshot still needs the old one, since {@link ProfileSerializer} says that
 * profiles are mutable. With RocksDB each event reads and writes the profile's bytes, which is why
 * their codec is compact. A profile that no event has touched for its time to live is dropped in
 * the background: nothing it holds lies within any window by then.
 *
 * <p>Its state is found again by the operator's id, which is made of the entity's name: {@link
 * HopChain}.
 */
public final class ProfileHop extends KeyedProcessFunction<String, ScoringEvent, ScoringEvent> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final int position;
  private final Duration slack;
  private final KeySide side;

  private transient @Nullable Opened opened;

  /** What an opened hop works with. */
  private record Opened(
      FeaturePlan plan,
      EntityPlan entity,
      ProfileCodec codec,
      ValueState<StoredProfile> profiles) {}

  /**
   * Creates the hop of the entity of this position in the plan.
   *
   * @param slack how long a profile outlives the longest window of its entity, for events that come
   *     late
   */
  public ProfileHop(PlanSource source, int position, Duration slack) {
    this(source, position, slack, KeySide.ALL);
  }

  /** Creates an entity's hop on one side of a takeover. */
  public ProfileHop(PlanSource source, int position, Duration slack, KeySide side) {
    this.source = source;
    this.position = position;
    this.slack = slack;
    this.side = side;
  }

  @Override
  public void open(OpenContext context) {
    FeaturePlan plan = source.compile();
    EntityPlan entity = plan.entities().get(position);
    ValueStateDescriptor<StoredProfile> descriptor =
        new ValueStateDescriptor<>("profile", ProfileSerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(entity.horizon().plus(slack))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            // Two entries an event, where a key is touched twice: it keeps up with what comes in,
            // and Flink's default of five a touch took a fifth of the job's time.
            .cleanupIncrementally(1, false)
            .build());
    opened = new Opened(plan, entity, entity.codec(), getRuntimeContext().getState(descriptor));
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out)
      throws IOException {
    Opened with = opened;
    if (with == null) {
      throw new IllegalStateException("A hop is opened before it is used");
    }
    TransactionRow row = side.row(event);
    if (row != null) {
      take(event, row, EntityKey.isAbsent(context.getCurrentKey()), with);
    }
    out.collect(event);
  }

  private void take(ScoringEvent event, TransactionRow row, boolean absent, Opened with)
      throws IOException {
    float[] vector =
        event instanceof TransactionEvent transaction
            ? Vectors.started(transaction, with.plan)
            : null;
    if (!absent) {
      record(event, row, vector, with);
    } else if (vector != null && !side.onlyRecords(event)) {
      with.entity.absent(vector);
    }
  }

  private void record(
      ScoringEvent event, TransactionRow row, float @Nullable [] vector, Opened with)
      throws IOException {
    StoredProfile stored = with.profiles.value();
    if (stored == null) {
      stored = StoredProfile.live(with.entity.newProfile(), with.codec);
    }
    Profile profile = stored.profile(with.codec);
    if (event instanceof TransactionEvent transaction && side.onlyRecords(event)) {
      with.entity.record(profile, transaction.idHash(), row, vector);
    } else if (event instanceof TransactionEvent transaction) {
      with.entity.transaction(profile, transaction.idHash(), row, vector);
    } else if (event instanceof LabelEvent label) {
      with.entity.label(profile, label.update());
    } else if (event instanceof OutcomeEvent outcome) {
      with.entity.outcome(profile, outcome.update());
    }
    with.profiles.update(stored);
  }
}
