package io.alcedo.training.neural;

import java.util.List;

/** Keeps the weights of the epoch with the best figure, and tells when to end. One thread only. */
final class EarlyStopping {
  private final int patience;
  private double best = Double.NEGATIVE_INFINITY;
  private int bestEpoch;
  private List<float[]> bestValues = List.of();

  /** Ends after so many epochs without a better figure; 0 for never. */
  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /**
   * Takes an epoch's figure, greater where better, and tells whether to end.
   *
   * @param epoch from 1 on
   * @param values what the network's weights are
   */
  boolean ends(int epoch, double figure, List<float[]> values) {
    if (figure > best || bestEpoch == 0) {
      best = figure;
      bestEpoch = epoch;
      bestValues = values;
    }
    return patience > 0 && epoch - bestEpoch >= patience;
  }

  /** Returns the best epoch so far; 0 before the first. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** Returns the weights of the best epoch. */
  List<float[]> bestValues() {
    return bestValues;
  }
}
