package io.alcedo.features;

import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.profile.Profile;
import io.alcedo.features.profile.ProfileAggregator;
import io.alcedo.features.profile.ProfileCodec;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.TransactionRow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one entity of a feature set contributes: how a row's key is made, how its profile is kept,
 * and which slots of the vector it fills. One instance serves all keys, on one thread at a time.
 */
public final class EntityPlan {
  private static final char SEPARATOR = '|';

  private final List<Slot> slots;
  private final int[] textIndexes;
  private final ProfileLayout layout;
  private final ProfileAggregator aggregator;
  private final RecordBytes keyBytes = new RecordBytes();

  EntityPlan(List<Slot> slots, ProfileLayout layout) {
    this.slots = List.copyOf(slots);
    this.textIndexes = slots.stream().mapToInt(Slot::index).toArray();
    this.layout = layout;
    this.aggregator = new ProfileAggregator(layout);
  }

  /** Returns the entity's name in the feature set. */
  public String name() {
    return layout.entity();
  }

  /** Returns the names of the row's slots that make the key, in order. */
  public List<String> slots() {
    return slots.stream().map(Slot::name).toList();
  }

  /** Returns what the entity's profile records and which aggregates it computes. */
  public ProfileLayout layout() {
    return layout;
  }

  /**
   * Returns the key of the row's entity: tenant and values joined by '|'. The last slot names the
   * entity; where it is absent, so is the entity, and the key is null. Those before it qualify it
   * and may be absent, which leaves nothing between two '|'. A '|' inside any value but the last is
   * escaped by a backslash, so that different values never make the same key.
   */
  public @Nullable String key(TransactionRow row) {
    int last = textIndexes.length - 1;
    if (!row.hasText(textIndexes[last])) {
      return null;
    }
    if (!row.hasText(TransactionRow.TENANT)) {
      throw new IllegalStateException("A row with an entity has a tenant: entity=" + name());
    }
    keyBytes.start();
    row.putUtf8(TransactionRow.TENANT, keyBytes);
    keyBytes.put(SEPARATOR);
    for (int i = 0; i < last; i++) {
      row.putEscaped(textIndexes[i], SEPARATOR, keyBytes);
      keyBytes.put(SEPARATOR);
    }
    row.putUtf8(textIndexes[last], keyBytes);
    return keyBytes.toText();
  }

  /** Returns a profile without events. */
  public Profile newProfile() {
    return aggregator.newProfile();
  }

  /** Returns the codec of this entity's profiles. */
  public ProfileCodec codec() {
    return aggregator.codec();
  }

  /**
   * Computes this entity's slots where a vector is given, then records the transaction.
   *
   * @param profile the profile of {@link #key key(row)}
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param row the transaction
   * @param vector the job's vector, filled by the row's features and the entities before this one;
   *     or null where only the profile matters (history) and the plan {@link
   *     FeaturePlan#readsVectors reads no vectors}
   */
  public void transaction(
      Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {
    aggregator.transaction(profile, idHash, row, vector);
  }

  /**
   * Records a transaction whose vector was computed of another profile, which holds the same past
   * under other names; writes nothing to the vector.
   *
   * @param profile the profile of {@link #key key(row)}
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param row the transaction
   * @param vector its vector, of which the profile remembers what it is to; or null as for {@link
   *     #transaction}
   */
  public void record(Profile profile, long idHash, TransactionRow row, float @Nullable [] vector) {
    aggregator.record(profile, idHash, row, vector);
  }

  /** Fills this entity's slots for a transaction that has no such entity: {@code empty} or NaN. */
  public void absent(float[] vector) {
    for (AggregateSpec aggregate : layout.aggregates()) {
      vector[aggregate.slot()] = (float) aggregate.empty();
    }
  }

  /** Records a verdict on a transaction of this profile's entity. */
  public void label(Profile profile, LabelUpdate update) {
    aggregator.label(profile, update);
  }

  /** Records what became of a transaction of this profile's entity. */
  public void outcome(Profile profile, OutcomeUpdate update) {
    aggregator.outcome(profile, update);
  }

  /** Returns the longest window plus delay: a profile untouched for longer matters no more. */
  public Duration horizon() {
    return Duration.ofMillis(layout.horizonMillis());
  }
}
