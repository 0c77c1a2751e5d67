package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Decision;
import org.jspecify.annotations.Nullable;

/**
 * The thresholds that hold now for each version of the model, and what they learn from. One
 * instance a subtask, owned by its thread.
 */
public interface AlertThresholds {
  /**
   * Returns the thresholds for a score of this version.
   *
   * @param version the version that decides
   * @param stated those of its bundle, or the operator's overrides
   * @param nowMillis the job's clock
   */
  Thresholds current(String version, Thresholds stated, long nowMillis);

  /**
   * Takes note of a score.
   *
   * @param version the version that gave it
   * @param score the probability of fraud, NaN where no model answered
   * @param decision what came of it, or null where the version decided nothing (a shadow)
   * @param nowMillis the job's clock
   */
  void observed(String version, double score, @Nullable Decision decision, long nowMillis);

  /** Returns what {@link #restore} needs to go on; empty where there is nothing to keep. */
  byte[] snapshot();

  /** Goes on from the snapshots of one or more subtasks, which may be of another parallelism. */
  void restore(Iterable<byte[]> snapshots);
}
