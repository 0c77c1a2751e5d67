package io.alcedo.training.dataset.dated;

import io.alcedo.schema.OutcomeAction;
import org.jspecify.annotations.Nullable;

/**
 * What was known of a transaction at a moment.
 *
 * @param fraud what the latest verdict says; null where there is none, or it was withdrawn
 * @param knownAt since when it says so without interruption, or since when it is withdrawn, in
 *     milliseconds since 1970 UTC; the least value where there was no verdict
 * @param firstVerdictAt when the first verdict of all, also a later one than the moment, was
 *     reported; the greatest value where there is none
 * @param later whether verdicts came after the moment only
 * @param outcome what had become of it, null where that was not known
 * @param outcomeAt when that became of it; the least value where it is not known
 */
public record KnownVerdict(
    @Nullable Boolean fraud,
    long knownAt,
    long firstVerdictAt,
    boolean later,
    @Nullable OutcomeAction outcome,
    long outcomeAt) {
  /** Nothing is known. */
  static final KnownVerdict NONE =
      new KnownVerdict(null, Long.MIN_VALUE, Long.MAX_VALUE, false, null, Long.MIN_VALUE);
}
