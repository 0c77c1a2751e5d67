package io.alcedo.model;

import java.time.Instant;

/** The event times, from inclusive and to exclusive, of the transactions a model learnt from. */
public record TrainingWindow(Instant from, Instant to) {

  /** Checks the order. */
  public TrainingWindow {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(
          "A training window ends after it starts: from=" + from + ", to=" + to);
    }
  }
}
