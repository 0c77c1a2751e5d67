package io.alcedo.privacy;

/**
 * Why an input record was put aside, as a category that dead letters carry and metrics count. Names
 * are part of the contract: dashboards and consumers match on them, so none is ever renamed.
 */
public enum DeadLetterCode {
  /**
   * The bytes are no Avro record of the schema they name: cut short, trailing bytes, a length,
   * union or enum index out of range, text that is not UTF-8. Repair the producer's serializer.
   */
  UNDECODABLE,
  /**
   * The schema that the message names is not known here. Register the producer's schema, or release
   * it with this build.
   */
  UNKNOWN_SCHEMA,
  /** The message holds another record than a transaction. Send it to that record's topic. */
  OTHER_RECORD,
  /** The message has no value. A transaction is never deleted: stop sending tombstones. */
  NULL_VALUE,
  /** A required identifier is blank. Send the platform's own id with each record. */
  MISSING_ID,
  /** The tenant is not 1 to 64 of letters, digits, dot, underscore and hyphen. Send such a name. */
  INVALID_TENANT,
  /**
   * An amount is negative or above the configured maximum. Send minor units, never negative; a
   * refund says so by its type; raise the maximum if such amounts are real.
   */
  INVALID_AMOUNT,
  /** The currency is no ISO 4217 alphabetic code. Send the three capital letters. */
  UNKNOWN_CURRENCY,
  /**
   * The card is blank, or is declared a PAN and is not 12 to 19 digits that pass the Luhn check.
   * Send the PAN itself, or declare the platform's token an opaque one.
   */
  INVALID_CARD_NUMBER,
  /**
   * The event time is too far before or after the job's clock. Check the sender's clock and unit
   * (milliseconds); widen the bounds, or replay history on an event-time clock.
   */
  TIME_OUT_OF_BOUNDS,
  /**
   * The id was seen before with other content. Give each transaction its own id; send changes as
   * outcomes.
   */
  CONTENT_MISMATCH,
  /** The record has more bytes than the configured maximum. Send less in one record. */
  RECORD_TOO_LARGE,
  /** A field's value breaks the field's rule, which the message names. Repair the sender. */
  INVALID_FIELD,
  /** A text that would be kept is longer than its field allows. Send a shorter one. */
  TEXT_TOO_LONG,
  /**
   * A text or number that would be kept looks like a card number. Send card numbers in the card's
   * field only; where a platform's ids merely look like one, exempt that field in the settings.
   */
  CARD_NUMBER_IN_TEXT,
  /** A text that would be kept holds an e-mail address. Send it in its own field, or not at all. */
  EMAIL_IN_TEXT,
  /**
   * A verdict's transaction was not scored, or is no longer remembered. Send the id under which the
   * transaction came; remember transactions for longer.
   */
  UNKNOWN_TRANSACTION
}
