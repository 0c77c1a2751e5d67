package io.alcedo.scoring.register;

import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.privacy.ContentHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the register remembers of one transaction id: that it was seen, with which content, and what
 * an outcome needs to find its profiles; or, before it was seen, the outcomes that wait for it.
 * Immutable, so that state hands out the object itself.
 */
final class Registration {
  private static final byte[] NO_SLOTS = {};

  private final boolean seen;
  private final long contentHash;
  private final long eventTime;
  private final long baseAmountMinor;
  private final byte[] slots;
  private final byte[] twinSlots;
  private final List<OutcomeUpdate> waiting;

  private Registration(
      boolean seen,
      long contentHash,
      long eventTime,
      long baseAmountMinor,
      byte[] slots,
      byte[] twinSlots,
      List<OutcomeUpdate> waiting) {
    this.seen = seen;
    this.contentHash = contentHash;
    this.eventTime = eventTime;
    this.baseAmountMinor = baseAmountMinor;
    this.slots = slots;
    this.twinSlots = twinSlots;
    this.waiting = waiting;
  }

  /** Returns what is remembered of a transaction that was seen; keeps the array of its slots. */
  static Registration seen(long contentHash, long eventTime, long baseAmountMinor, byte[] slots) {
    return seen(contentHash, eventTime, baseAmountMinor, slots, NO_SLOTS);
  }

  /** Returns what is remembered of one that has a twin row; keeps the arrays of the slots. */
  static Registration seen(
      long contentHash, long eventTime, long baseAmountMinor, byte[] slots, byte[] twinSlots) {
    return new Registration(
        true, contentHash, eventTime, baseAmountMinor, slots, twinSlots, List.of());
  }

  /** Returns what is remembered of one whose outcomes came before it. */
  static Registration waiting(List<OutcomeUpdate> outcomes) {
    return new Registration(
        false,
        ContentHash.UNKNOWN,
        TransactionRow.ABSENT,
        TransactionRow.ABSENT,
        NO_SLOTS,
        NO_SLOTS,
        List.copyOf(outcomes));
  }

  boolean isSeen() {
    return seen;
  }

  long contentHash() {
    return contentHash;
  }

  /** Returns the transaction's event time, in milliseconds since 1970 UTC. */
  long eventTime() {
    return eventTime;
  }

  long baseAmountMinor() {
    return baseAmountMinor;
  }

  /** Returns the encoded entity slots; see {@link EntitySlots}. Not to be changed. */
  byte[] slots() {
    return slots;
  }

  /** Returns the encoded entity slots of the twin row, empty where there is none. */
  byte[] twinSlots() {
    return twinSlots;
  }

  /**
   * Returns whether a transaction of this id says the same. Of one that an earlier release has
   * registered only its time and its amount can be compared.
   */
  boolean isRepeatedBy(TransactionEvent event) {
    return contentHash == ContentHash.UNKNOWN
        ? eventTime == event.row().eventTime()
            && baseAmountMinor == event.row().number(TransactionRow.BASE_AMOUNT_MINOR)
        : ContentHash.same(contentHash, event.contentHash());
  }

  /** Returns the outcomes that wait for their transaction, in the order they came. */
  List<OutcomeUpdate> waiting() {
    return waiting;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Registration that
        && seen == that.seen
        && contentHash == that.contentHash
        && eventTime == that.eventTime
        && baseAmountMinor == that.baseAmountMinor
        && Arrays.equals(slots, that.slots)
        && Arrays.equals(twinSlots, that.twinSlots)
        && waiting.equals(that.waiting);
  }

  @Override
  public int hashCode() {
    return Objects.hash(seen, contentHash, eventTime, Arrays.hashCode(slots), waiting);
  }
}
