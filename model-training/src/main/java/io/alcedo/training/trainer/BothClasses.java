package io.alcedo.training.trainer;

import io.alcedo.training.dataset.TrainingSet;

/** The check that rows hold both frauds and genuine transactions. */
public final class BothClasses {
  private BothClasses() {}

  /**
   * Does nothing where the rows hold both.
   *
   * @param part which rows these are: {@code training}, {@code validation}
   * @throws TrainingException TOO_LITTLE_DATA where they do not
   */
  public static void require(TrainingSet set, String part) throws TrainingException {
    if (set.frauds() == 0 || set.frauds() == set.size()) {
      throw new TrainingException(
          TrainingException.Code.TOO_LITTLE_DATA,
          "The "
              + part
              + " rows hold both frauds and genuine transactions: rows="
              + set.size()
              + ", frauds="
              + set.frauds());
    }
  }
}
