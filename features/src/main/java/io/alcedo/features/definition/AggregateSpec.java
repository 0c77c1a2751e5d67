package io.alcedo.features.definition;

/**
 * One aggregate of an entity's profile, as compiled. Immutable.
 *
 * @param kind what it computes
 * @param amount the amount that it takes, NONE for the kinds that take none
 * @param operand index into {@link ProfileLayout#dimensions} for DISTINCT and FIRST_SEEN, into
 *     {@link ProfileLayout#remembered} for PEAK and SINCE_PEAK, else -1
 * @param windowMillis length of the window; {@link #MOST_WINDOW_MILLIS} for a SINCE_LAST or SPEED
 *     that states none
 * @param delayMillis how far the window's end lies before the current transaction, 0 or more
 * @param filter which events count
 * @param empty what stands for unknown: NaN unless stated
 * @param slot position in the job's vector
 */
public record AggregateSpec(
    AggregateKind kind,
    AmountField amount,
    int operand,
    long windowMillis,
    long delayMillis,
    EventFilter filter,
    double empty,
    int slot) {
  /** The longest window plus delay that a feature may have, 400 days. */
  public static final long MOST_WINDOW_MILLIS = 400L * 24 * 3600 * 1000;

  /** Checks window, delay and slot. */
  public AggregateSpec {
    if (windowMillis < 1 || delayMillis < 0 || slot < 0) {
      throw new IllegalArgumentException(
          "An aggregate has a window, no negative delay and a slot: windowMillis=%d, delayMillis=%d, slot=%d"
              .formatted(windowMillis, delayMillis, slot));
    }
  }

  /** Returns how far back the aggregate looks. */
  public long horizonMillis() {
    return windowMillis + delayMillis;
  }
}
