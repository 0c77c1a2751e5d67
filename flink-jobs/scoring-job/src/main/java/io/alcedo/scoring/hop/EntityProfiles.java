package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.profile.Profile;
import io.alcedo.features.profile.ProfileCodec;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.LabelEvent;
import io.alcedo.scoring.event.OutcomeEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.KnownFeatures;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What a hop does to events: takes transactions, labels and outcomes into the profile of their
 * entity and fills the entity's places of a transaction's vector. History has no vector, unless
 * profiles remember something of it: it costs only the update of its profiles. An event without the
 * entity has the entity's places filled with what stands for unknown.
 *
 * <p><b>State.</b> One value a key. On the heap that value is the profile object itself, changed in
 * place: the backend has handed out a copy wherever a snapshot still needs the old one, since
 * {@link ProfileSerializer} says that profiles are mutable. It is set again only to renew its time
 * to live, once in an eighth of the slack, since that costs another search of the table. With
 * RocksDB each event reads and writes the profile's bytes, which is why their codec is compact. A
 * profile that no event has touched for its time to live, or up to an eighth of the slack less, is
 * dropped in the background: nothing it holds lies within any window by then.
 *
 * <p>While a key of the pseudonyms takes over from another, an entity may have two hops: see {@link
 * KeySide}.
 *
 * <p>When the hop has learnt more features, each profile changes over to what these need when it is
 * next touched. Owned by the task's thread.
 */
final class EntityProfiles {
  private static final int RENEWALS_IN_SLACK = 8;

  private final KnownFeatures known;
  private final int position;
  private final KeySide side;
  private final ValueState<StoredProfile> profiles;
  private final long renewalMillis;
  private EntityPlan entity;
  private ProfileCodec codec;

  /**
   * Opens the profiles of the entity of this position in the plan.
   *
   * @param known what the hop knows
   * @param slack how long a profile outlives the longest window of its entity, for events that come
   *     late
   * @param side which events are taken, and how
   */
  EntityProfiles(
      KnownFeatures known, int position, Duration slack, KeySide side, RuntimeContext context) {
    this.known = known;
    this.position = position;
    this.side = side;
    this.entity = known.plan().entities().get(position);
    this.codec = entity.codec();
    this.renewalMillis = slack.toMillis() / RENEWALS_IN_SLACK;
    ValueStateDescriptor<StoredProfile> descriptor =
        new ValueStateDescriptor<>("profile", ProfileSerializer.INSTANCE);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(entity.horizon().plus(slack))
            .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
            .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
            // Two entries for an event with a new key, which is read and set: it keeps up with
            // what comes in, and Flink's default of five a touch took a fifth of the job's time.
            .cleanupIncrementally(1, false)
            .build());
    this.profiles = context.getState(descriptor);
  }

  /** Goes on with what the hop knows by now. */
  void follow() {
    entity = known.plan().entities().get(position);
    codec = entity.codec();
  }

  /**
   * Takes an event in, unless it is none of this hop's.
   *
   * @param key the event's key at this hop
   * @param now the wall time in milliseconds, by which profiles live
   */
  void take(ScoringEvent event, String key, long now) throws IOException {
    TransactionRow row = side.row(event);
    if (row == null) {
      return;
    }
    float[] vector =
        event instanceof TransactionEvent transaction ? known.started(transaction) : null;
    if (!EntityKey.isAbsent(key)) {
      record(event, row, vector, now);
    } else if (vector != null && !side.onlyRecords(event)) {
      entity.absent(vector);
    }
  }

  private void record(ScoringEvent event, TransactionRow row, float @Nullable [] vector, long now)
      throws IOException {
    StoredProfile stored = profiles.value();
    if (stored == null) {
      stored = StoredProfile.live(entity.newProfile(), codec);
    }
    Profile profile = stored.profile(codec);
    if (event instanceof TransactionEvent transaction) {
      if (side.onlyRecords(event)) {
        entity.record(profile, transaction.idHash(), row, vector);
      } else {
        entity.transaction(profile, transaction.idHash(), row, vector);
      }
    } else if (event instanceof LabelEvent label) {
      entity.label(profile, label.update());
    } else if (event instanceof OutcomeEvent outcome) {
      entity.outcome(profile, outcome.update());
    }
    if (stored.renew(now, renewalMillis)) {
      profiles.update(stored);
    }
  }
}
