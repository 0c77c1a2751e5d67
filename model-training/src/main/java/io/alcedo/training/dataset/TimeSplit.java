package io.alcedo.training.dataset;

import java.util.Arrays;

/**
 * A split of rows by time that lets no label from the future into training.
 *
 * <p>At the moment {@code at} the model is thought to be trained, as it would have been then. Rows
 * that happened before it are trained on if their label was known by then; those whose label came
 * later are left out altogether, frauds and genuine ones alike, so that the label delay costs the
 * latest rows rather than giving them away. Rows that happened at {@code at} or later validate:
 * their labels, which came later still, only judge the model and stop its growing.
 *
 * @param at the end of training and the start of validation, milliseconds since 1970 UTC
 * @param train the rows to train on, in their order
 * @param validation the rows to validate on, in their order
 * @param waiting how many rows before {@code at} had no label yet at that moment
 */
public record TimeSplit(long at, int[] train, int[] validation, int waiting) {

  /** Splits at a stated moment, in milliseconds since 1970 UTC. */
  public static TimeSplit at(TrainingSet set, long at) {
    int[] train = new int[set.size()];
    int[] validation = new int[set.size()];
    int trained = 0;
    int validated = 0;
    for (int row = 0; row < set.size(); row++) {
      if (set.eventTime(row) >= at) {
        validation[validated++] = row;
      } else if (set.labelKnownAt(row) <= at) {
        train[trained++] = row;
      }
    }
    return new TimeSplit(
        at,
        Arrays.copyOf(train, trained),
        Arrays.copyOf(validation, validated),
        set.size() - trained - validated);
  }

  /**
   * Splits rows whose labels are all known by now, so that the latest make up about the stated
   * share: every earlier one is trained on, as a later moment than all of them could.
   *
   * @param share the share of rows that validate, between 0 and 1
   */
  public static TimeSplit known(TrainingSet set, double share) {
    long at = moment(set, share);
    int[] train = new int[set.size()];
    int[] validation = new int[set.size()];
    int trained = 0;
    int validated = 0;
    for (int row = 0; row < set.size(); row++) {
      if (set.eventTime(row) >= at) {
        validation[validated++] = row;
      } else {
        train[trained++] = row;
      }
    }
    return new TimeSplit(
        at, Arrays.copyOf(train, trained), Arrays.copyOf(validation, validated), 0);
  }

  /**
   * Splits so that the latest rows make up about the stated share of all; rows of one instant stay
   * together.
   *
   * @param share the share of rows that validate, between 0 and 1
   */
  public static TimeSplit latest(TrainingSet set, double share) {
    return at(set, moment(set, share));
  }

  private static long moment(TrainingSet set, double share) {
    long[] times = new long[set.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = set.eventTime(row);
    }
    Arrays.sort(times);
    int first = (int) Math.round(times.length * (1 - share));
    return times.length == 0 ? 0 : times[Math.min(times.length - 1, first)];
  }
}
