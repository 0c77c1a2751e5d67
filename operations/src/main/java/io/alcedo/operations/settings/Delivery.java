package io.alcedo.operations.settings;

/** The promise of the sinks. */
public enum Delivery {
  /** Nothing is lost; after a failure a record may come twice, with the same id. */
  AT_LEAST_ONCE,
  /** Readers of committed records see each once, at the next checkpoint. */
  EXACTLY_ONCE
}
