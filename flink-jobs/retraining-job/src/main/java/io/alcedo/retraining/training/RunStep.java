package io.alcedo.retraining.training;

import io.alcedo.registry.ModelVersion;

/** What a run's finished steps leave behind, each a file of its directory. */
final class RunStep {
  /** The file of {@link RunPlan}. */
  static final String PLAN = "plan.json";

  /** The file of {@link Staged}. */
  static final String STAGED = "staged.json";

  /** The file of {@link Done}: the challenger shadows. */
  static final String SHADOWED = "shadowed.json";

  /** The file of {@link Done}: the gate let it in. */
  static final String PASSED = "passed.json";

  /** The file of {@link RunEnd}. */
  static final String END = "end.json";

  private RunStep() {}

  /** Returns the file of the report of a look, from 1 on. */
  static String look(int number) {
    return "look-" + number + ".json";
  }

  /**
   * A model was trained, and its bundle is in the store.
   *
   * @param challenger the version that came of it
   * @param champion the version that it is to replace
   * @param fromMillis the event time from which on neither was trained
   * @param rows the rows that it was trained on and validated by
   * @param frauds the frauds among them
   */
  record Staged(
      ModelVersion challenger, ModelVersion champion, long fromMillis, int rows, int frauds) {}

  /**
   * Something was done.
   *
   * @param atMillis when, in milliseconds since 1970 UTC
   */
  record Done(long atMillis) {}
}
