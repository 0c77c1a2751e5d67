package io.alcedo.training.dataset;

/** The part of a dataset that a row belongs to. Names stand in datasets: append, rename none. */
public enum Split {
  /** Trained on: earlier than validation, its label known when validation starts. */
  TRAIN,
  /** Stops, chooses and calibrates: its label known when the test starts. */
  VALIDATION,
  /** Judges, and did nothing before. */
  TEST,
  /** Left out of all three: its label was not known when the part after it started. */
  WAITING
}
