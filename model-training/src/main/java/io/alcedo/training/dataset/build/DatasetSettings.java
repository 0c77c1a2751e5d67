package io.alcedo.training.dataset.build;

import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.SplitTimes;
import io.alcedo.training.dataset.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a dataset is made with.
 *
 * @param window which transactions become rows, and when labels are known
 * @param labelDelay how long after its transaction every verdict became known; null where each
 *     verdict's own time counts
 * @param split when validation and test start
 * @param checks what is checked against leaks
 * @param maxScoringDelay the longest time from a transaction to a vector that came as it is
 * @param seed what everything random starts from
 */
public record DatasetSettings(
    HistoryWindow window,
    @Nullable Duration labelDelay,
    Split split,
    Checks checks,
    Duration maxScoringDelay,
    long seed) {

  /**
   * When validation and test start: at stated moments, or so that the latest rows make up stated
   * shares.
   *
   * @param validationFrom the first event time that validates, null to go by shares
   * @param testFrom the first event time that tests; null, beside a stated start of validation, for
   *     no test
   * @param validationShare the share of rows that validate
   * @param testShare the share of rows that test, 0 for none
   */
  public record Split(
      @Nullable Instant validationFrom,
      @Nullable Instant testFrom,
      double validationShare,
      double testShare) {
    /** The split of 70 % to train on, 15 % to validate and 15 % to test. */
    public static final Split STANDARD = new Split(null, null, 0.15, 0.15);

    SplitTimes times(TrainingSet set) {
      if (validationFrom == null) {
        return SplitTimes.latest(set, validationShare, testShare);
      }
      return new SplitTimes(
          validationFrom.toEpochMilli(), testFrom == null ? null : testFrom.toEpochMilli());
    }
  }

  /**
   * What is checked against leaks.
   *
   * @param cuts at how many transactions history is cut and its future changed, above 0
   * @param separationBound the area under the ROC curve from which on a single feature is refused
   * @param allowed features that may be above it
   */
  public record Checks(int cuts, double separationBound, Set<String> allowed) {
    /** Checks the bounds and copies the set. */
    public Checks {
      if (cuts < 1) {
        throw new IllegalArgumentException("History is cut at least once: cuts=" + cuts);
      }
      if (!(separationBound > 0.5 && separationBound <= 1)) {
        throw new IllegalArgumentException(
            "A separation's bound is above 0.5 and at most 1: separationBound=" + separationBound);
      }
      allowed = Set.copyOf(allowed);
    }

    List<String> allowedInOrder() {
      return new ArrayList<>(new TreeSet<>(allowed));
    }
  }

  /** Checks the delays. */
  public DatasetSettings {
    if (labelDelay != null && labelDelay.isNegative()) {
      throw new IllegalArgumentException(
          "A label's delay is not negative: labelDelay=" + labelDelay);
    }
    if (maxScoringDelay.isNegative()) {
      throw new IllegalArgumentException(
          "A vector's delay is not negative: maxScoringDelay=" + maxScoringDelay);
    }
  }
}
