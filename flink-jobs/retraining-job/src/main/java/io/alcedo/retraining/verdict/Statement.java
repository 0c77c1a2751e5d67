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
  /** Returns whether this one takes the place of an earlier one of its source. */
  boolean replaces(@Nullable Statement earlier) {
    return earlier == null || dispute != earlier.dispute || follows(earlier);
  }

  private boolean follows(Statement earlier) {
    return stage == null || stage.follows(earlier.stage);
  }
}
