package io.alcedo.training.evaluation;

/**
 * Some of the rows, ranked once, with the groups in which their calibration is measured. Immutable
 * and thread-safe; each thread takes a {@link Meter} of its own.
 */
final class Part {
  static final int BINS = 20;
  private static final int ALERT_BINS = 10;

  private final ScoredRows rows;
  private final Ranking ranking;
  private final int alertStep;
  private final CalibrationBins bins;
  private final CalibrationBins alertBins;

  Part(ScoredRows rows, Ranking ranking, double threshold) {
    this.rows = rows;
    this.ranking = ranking;
    this.alertStep = ranking.lastStep(threshold);
    RankedTotals totals = totals();
    this.bins = CalibrationBins.of(totals, totals.last(), BINS);
    this.alertBins = CalibrationBins.of(totals, alertStep, ALERT_BINS);
  }

  Ranking ranking() {
    return ranking;
  }

  CalibrationBins bins() {
    return bins;
  }

  CalibrationBins alertBins() {
    return alertBins;
  }

  /** Returns the last step that alerts, -1 for none. */
  int alertStep() {
    return alertStep;
  }

  /** Returns the sums under the rows' own weights. */
  RankedTotals totals() {
    return new RankedTotals(ranking, rows).fill(rows.weights());
  }

  Meter newMeter() {
    return new Meter(new RankedTotals(ranking, rows));
  }

  /** Takes the figures under one set of weights after another. For one thread. */
  final class Meter {
    private final RankedTotals totals;

    private Meter(RankedTotals totals) {
      this.totals = totals;
    }

    /**
     * Writes the figures of segments under these weights, each to the place of its ordinal.
     *
     * @param weights one for each of all rows
     * @param offset where the first figure's place is
     */
    void measure(float[] weights, double[] target, int offset) {
      totals.fill(weights);
      double frauds = totals.frauds(totals.last());
      double all = totals.rows(totals.last());
      double caught = totals.frauds(alertStep);
      double alerts = totals.rows(alertStep);
      for (Figure figure : Figure.values()) {
        target[offset + figure.ordinal()] =
            switch (figure) {
              case AUC -> totals.auc();
              case AVERAGE_PRECISION -> totals.averagePrecision();
              case PRECISION -> caught / alerts;
              case RECALL -> caught / frauds;
              case F1 -> 2 * caught / (alerts + frauds);
              case ACCURACY -> (all - alerts - frauds + 2 * caught) / all;
              case RECALL_AT_10_BP -> totals.recallAtFalsePositiveRate(0.001);
              case RECALL_AT_50_BP -> totals.recallAtFalsePositiveRate(0.005);
              case RECALL_AT_100_BP -> totals.recallAtFalsePositiveRate(0.01);
              case VALUE_RECALL ->
                  totals.fraudAmount(alertStep) / totals.fraudAmount(totals.last());
              case VALUE_DETECTED -> totals.amountDetectedAt(Figure.GENUINE_A_FRAUD);
              case ALERT_RATE -> alerts / all;
              case GENUINE_PER_FRAUD -> (alerts - caught) / caught;
              case CALIBRATION_ERROR -> bins.error(totals);
              case ALERT_CALIBRATION_ERROR -> alertBins.error(totals);
              case CARD_PRECISION, LOG_LOSS -> Double.NaN;
            };
      }
    }
  }
}
