package io.alcedo.features.definition;

/** Which amount of an event an aggregate takes. The names take part in feature hashes. */
public enum AmountField {
  /** None: the aggregate counts events. */
  NONE,
  /** What was attempted: {@code baseAmount} in the feature language. */
  ATTEMPTED,
  /**
   * What was approved, {@code approvedAmount} in the feature language: only events whose outcome is
   * known approved or settled by now, less what reversals took back. The event itself is left out
   * of a mean, minimum or the like until it is approved.
   */
  APPROVED
}
