package io.alcedo.operations.settings;

/** Where reading starts without a checkpoint. */
public enum StartPosition {
  /** The group's committed offsets, the earliest where there are none. */
  COMMITTED,
  /** The oldest record that a topic holds. */
  EARLIEST,
  /** What arrives from now on. */
  LATEST
}
