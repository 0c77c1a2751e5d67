package io.alcedo.training.dataset.dated;

/** What becomes of a vector that lacks a feature which is asked for. */
public enum Lacking {
  /** It becomes a row, in which the feature is unknown. */
  UNKNOWN,
  /** It becomes none, and is counted. */
  LEFT_OUT
}
