package io.alcedo.operations.settings;

/** What a transaction's time is checked against. */
public enum ClockKind {
  /** The machine's clock. */
  WALL,
  /** The latest event time seen. */
  EVENT
}
