package io.alcedo.privacy;

import io.alcedo.schema.row.TransactionRow;
import java.time.Duration;

/**
 * Keeps a whole number or an enum's symbol, once it is within its bounds.
 *
 * @param field the field's name
 * @param position the field's position in the schema
 * @param slot the number slot to write
 * @param bounds what the number may be
 */
record KeptNumber(String field, int position, int slot, Bounds bounds) implements FieldStep {

  /** What a kept number may be. */
  sealed interface Bounds {
    /** Checks a value at an instant, in milliseconds since 1970 UTC. */
    void check(String field, long value, long now) throws RejectedException;
  }

  /** Anything that does not look like a card number. */
  record NoCard() implements Bounds {
    @Override
    public void check(String field, long value, long now) throws RejectedException {
      if (value == TransactionRow.ABSENT) {
        throw new RejectedException(
            DeadLetterCode.INVALID_FIELD, "A kept number is greater than -2^63: field=" + field);
      }
      if (CardNumbers.looksLike(value)) {
        throw cardNumber(field);
      }
    }
  }

  /** A symbol's position, which the scan has checked. */
  record Symbol() implements Bounds {
    @Override
    public void check(String field, long value, long now) {}
  }

  /**
   * A range.
   *
   * @param least the least value
   * @param most the greatest value
   * @param code the category where the value is outside
   */
  record Range(long least, long most, DeadLetterCode code) implements Bounds {
    @Override
    public void check(String field, long value, long now) throws RejectedException {
      if (value < least || value > most) {
        throw new RejectedException(
            code, "The value is from " + least + " to " + most + ": field=" + field);
      }
    }
  }

  /**
   * An instant near the clock's.
   *
   * @param past the most milliseconds before it
   * @param future the most milliseconds after it
   */
  record NearClock(long past, long future) implements Bounds {
    /** The first instant of the year 10000, in milliseconds. */
    private static final long END_OF_TIME = 253_402_300_800_000L;

    @Override
    public void check(String field, long value, long now) throws RejectedException {
      boolean sane = value > -END_OF_TIME && value < END_OF_TIME;
      if (!sane || value < now - past || value > now + future) {
        throw new RejectedException(
            DeadLetterCode.TIME_OUT_OF_BOUNDS,
            "A time, in milliseconds since 1970 UTC, is at most "
                + Duration.ofMillis(past)
                + " before and "
                + Duration.ofMillis(future)
                + " after the job's clock: field="
                + field);
      }
    }
  }

  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (in.present(position)) {
      long value = in.number(position);
      bounds.check(field, value, pass.now());
      out.number(slot, value);
    }
  }

  static RejectedException cardNumber(String field) {
    return new RejectedException(
        DeadLetterCode.CARD_NUMBER_IN_TEXT,
        "A kept number does not look like a card number; send the card in its own field: field="
            + field);
  }
}
