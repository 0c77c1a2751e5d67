package io.alcedo.retraining.verdict;

import io.alcedo.schema.FeedbackSource;
import org.jspecify.annotations.Nullable;

/**
 * One report on a transaction as the verdict book keeps it: what it means and since when it is
 * known. Immutable.
 *
 * @param id tells a report from others on the same transaction; a report that is sent again has the
 *     same
 * @param source who reports
 * @param ruling what the verdict table made of it when it was read
 * @param dispute tells the disputes of one source apart: a hash of scheme and reason code
 * @param stage the stage of the dispute, null where there is none
 * @param knownAt when the broker appended it, in milliseconds since 1970 UTC
 */
public record Statement(
    long id,
    FeedbackSource source,
    Ruling ruling,
    int dispute,
    @Nullable Stage stage,
    long knownAt) {
  /** Returns whether this one counts after the furthest that was known of the same dispute. */
  boolean follows(@Nullable Statement furthest) {
    return furthest == null || stage == null || stage.follows(furthest.stage);
  }
}
