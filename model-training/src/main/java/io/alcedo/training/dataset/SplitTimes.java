package io.alcedo.training.dataset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The moments at which validation and test start. At each of them the part before it is thought to
 * be used as it would have been then: a row whose label was not yet known waits, and is in no part.
 *
 * @param validationFrom the first event time that validates, milliseconds since 1970 UTC
 * @param testFrom the first event time that tests, milliseconds since 1970 UTC; null for no test
 */
public record SplitTimes(long validationFrom, @Nullable Long testFrom) {

  /** Checks the order. */
  public SplitTimes {
    if (testFrom != null && testFrom <= validationFrom) {
      throw new IllegalArgumentException(
          "A test starts after validation: validationFrom="
              + validationFrom
              + ", testFrom="
              + testFrom);
    }
  }

  /**
   * Returns the moments at which about the stated shares of all rows, the latest ones, test and
   * validate; rows of one instant stay together.
   *
   * @param validationShare the share of rows that validate, above 0
   * @param testShare the share of rows that test, 0 for no test
   */
  public static SplitTimes latest(TrainingSet set, double validationShare, double testShare) {
    if (!(validationShare > 0 && testShare >= 0 && validationShare + testShare < 1)) {
      throw new IllegalArgumentException(
          "The shares of validation and test are above 0 (a test's may be 0) and leave some to train"
              + " on: validation="
              + validationShare
              + ", test="
              + testShare);
    }
    if (set.size() == 0) {
      throw new IllegalArgumentException("A set to split has rows");
    }
    long[] times = new long[set.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = set.eventTime(row);
    }
    Arrays.sort(times);
    long validation = at(times, validationShare + testShare);
    if (testShare == 0) {
      return new SplitTimes(validation, null);
    }
    return new SplitTimes(validation, Math.max(at(times, testShare), validation + 1));
  }

  /** Returns the part of a row. */
  public Split of(long eventTime, long labelKnownAt) {
    if (testFrom != null && eventTime >= testFrom) {
      return Split.TEST;
    }
    if (eventTime >= validationFrom) {
      return testFrom == null || labelKnownAt <= testFrom ? Split.VALIDATION : Split.WAITING;
    }
    return labelKnownAt <= validationFrom ? Split.TRAIN : Split.WAITING;
  }

  private static long at(long[] sortedTimes, double share) {
    int first = (int) Math.round(sortedTimes.length * (1 - share));
    return sortedTimes[Math.min(sortedTimes.length - 1, first)];
  }
}
