package io.alcedo.privacy;

/** Checks one field of a scanned record and writes what its privacy action makes of it. */
interface FieldStep {
  /**
   * Applies the step. Immutable steps are shared by threads; all that changes is in the pass.
   *
   * @throws RejectedException where the field breaks its rule
   */
  void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException;
}
