package io.alcedo.operations.settings;

/** What the outcome of a transaction without a verdict must show for it to count as genuine. */
public enum GenuineOutcome {
  /** It was approved. */
  APPROVED,
  /** It was settled. */
  SETTLED
}
