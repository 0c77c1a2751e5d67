package io.alcedo.features.profile;

/**
 * One walk back through a profile that computes all aggregates which share filter and delay (and,
 * where they look at one, dimension). Implementations hold scratch: one thread at a time. A class,
 * for the method of an interface with so many implementations is searched for at each call.
 */
abstract sealed class WindowScan
    permits MomentScan, DistinctScan, NoveltyScan, LatestScan, PeakScan, RunScan {
  /** Computes the aggregates as of the current transaction into their slots of the vector. */
  abstract void compute(Profile profile, Current current, float[] vector);
}
