package io.alcedo.model;

import org.jspecify.annotations.Nullable;

/** Takes a finished batch back, on the worker's thread; must be quick and not throw. */
@FunctionalInterface
public interface BatchCompletion {
  /**
   * Called once a batch; the worker is idle again and takes the next one.
   *
   * @param failure null where the worker has done its part; otherwise no score may be used
   */
  void completed(ScoringBatch batch, @Nullable Throwable failure);
}
