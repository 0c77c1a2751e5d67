package io.alcedo.privacy;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * What ingest lets through.
 *
 * @param mostPast how far an event time may lie before the clock
 * @param mostFuture how far an event time may lie after the clock
 * @param mostAmountMinor the largest amount, in minor units
 * @param mostBytes the largest message, in bytes
 * @param mostTextCharacters the longest kept text, in UTF-16 code units
 * @param cardNumbersAllowedIn kept fields that are not searched for card numbers and e-mail
 *     addresses, because the platform's own ids look like them; empty is the safe choice
 */
public record IngestLimits(
    Duration mostPast,
    Duration mostFuture,
    long mostAmountMinor,
    int mostBytes,
    int mostTextCharacters,
    Set<String> cardNumbersAllowedIn)
    implements Serializable {
  /** A time bound that bounds nothing. */
  public static final Duration UNBOUNDED = Duration.ofDays(365L * 10_000);

  /**
   * 30 days past, 1 hour future, an amount of 10^12 minor units, 64 KiB a message, 256 characters a
   * text, every kept text searched.
   */
  public static final IngestLimits DEFAULT =
      new IngestLimits(
          Duration.ofDays(30), Duration.ofHours(1), 1_000_000_000_000L, 64 << 10, 256, Set.of());

  /** Checks the limits. */
  public IngestLimits {
    cardNumbersAllowedIn = Set.copyOf(cardNumbersAllowedIn);
    if (mostPast.isNegative() || mostFuture.isNegative()) {
      throw new IllegalArgumentException(
          "Time bounds are not negative: mostPast=" + mostPast + ", mostFuture=" + mostFuture);
    }
    if (mostAmountMinor < 1) {
      throw new IllegalArgumentException(
          "The largest amount is positive: mostAmountMinor=" + mostAmountMinor);
    }
    if (mostBytes < 1 || mostTextCharacters < 1) {
      throw new IllegalArgumentException(
          "Sizes are positive: mostBytes="
              + mostBytes
              + ", mostTextCharacters="
              + mostTextCharacters);
    }
  }

  /** Returns these limits without a bound on event times, for history. */
  public IngestLimits withAnyTime() {
    return new IngestLimits(
        UNBOUNDED, UNBOUNDED, mostAmountMinor, mostBytes, mostTextCharacters, cardNumbersAllowedIn);
  }
}
