package io.alcedo.scoring.guard;

import org.jspecify.annotations.Nullable;

/**
 * What the guard says after a report. Immutable.
 *
 * @param fault for what the active model is to be rolled back; null where it may stay
 * @param reason the figures in words; empty where it may stay
 * @param attack whether both models have shifted against what each said before
 */
record GuardVerdict(@Nullable Fault fault, String reason, boolean attack) {
  /** For what a model is rolled back. Names are metric labels and stand in records: append only. */
  enum Fault {
    /** It gives scores that are none, such as NaN. */
    INVALID_SCORES,
    /** It fails. */
    ERRORS,
    /** It takes too long. */
    LATENCY,
    /** Its scores are far from those of the model before, on the same transactions. */
    SCORES
  }

  /** The model may stay. */
  static final GuardVerdict FINE = new GuardVerdict(null, "", false);

  /** The model may stay: what it says is new to both. */
  static final GuardVerdict ATTACK = new GuardVerdict(null, "", true);

  static GuardVerdict rollBack(Fault fault, String reason) {
    return new GuardVerdict(fault, reason, false);
  }
}
