package io.alcedo.features.profile;

/**
 * One walk back through a profile that computes all aggregates which share filter and delay (and,
 * where they look at one, dimension). Implementations hold scratch: one thread at a time.
 */
sealed interface WindowScan
    permits MomentScan, DistinctScan, NoveltyScan, LatestScan, PeakScan, RunScan {
  /** Computes the aggregates as of the current transaction into their slots of the vector. */
  void compute(Profile profile, Current current, float[] vector);
}
