package io.alcedo.training.neural;

/**
 * The weighted cross-entropy of log-odds and labels, as a mean over rows, and its slope at each
 * row: the weight times probability less label. Computed in double, without a logarithm that could
 * overflow.
 *
 * @param loss the mean
 * @param slopes by how much the mean grows with a row's log-odds
 */
record CrossEntropy(double loss, double[] slopes) {

  /**
   * Returns loss and slopes of a batch.
   *
   * @param logOdds what the network says of each row
   * @param labels 1 for fraud, 0 for genuine
   * @param weights how much each row counts
   */
  static CrossEntropy of(float[] logOdds, float[] labels, double[] weights) {
    double loss = 0;
    double[] slopes = new double[labels.length];
    for (int row = 0; row < slopes.length; row++) {
      double signed = labels[row] != 0 ? -logOdds[row] : logOdds[row];
      loss += weights[row] * (Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed))));
      double probability = 1 / (1 + Math.exp(-logOdds[row]));
      slopes[row] = weights[row] * (probability - labels[row]) / slopes.length;
    }
    return new CrossEntropy(loss / slopes.length, slopes);
  }
}
