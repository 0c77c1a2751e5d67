package io.alcedo.scoring.metrics;

import java.util.Locale;

/** What happened to an input transaction; the values of a metric's label, so none is renamed. */
public enum TransactionOutcome {
  /** It has a risk event. */
  SCORED,
  /** It was seen before with the same content, and was dropped. */
  DUPLICATE,
  /** It became a dead letter. */
  REJECTED,
  /** It is of the history that fills profiles, and has no output. */
  HISTORY;

  /** Returns the label's value. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
