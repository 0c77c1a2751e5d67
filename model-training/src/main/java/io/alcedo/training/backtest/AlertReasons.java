package io.alcedo.training.backtest;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.report.ReasonMeans;
import io.alcedo.training.trainer.TrainingException;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Why a model alerts on the rows it is judged by.
 *
 * @param means the mean reasons of the alerts that were explained
 * @param alerts how many rows reach the review threshold
 * @param explained how many of them were explained: the highest, of equal scores the earlier
 */
public record AlertReasons(ReasonMeans means, int alerts, int explained) {
  /** The most alerts that are explained, since each takes up to a dozen rows to score. */
  public static final int MOST = 2_000;

  /** Explains the alerts of a bundle, {@value #MOST} at most. */
  public static AlertReasons of(BundleScorer scorer, TrainingSet rows) throws TrainingException {
    return of(scorer, rows, MOST);
  }

  static AlertReasons of(BundleScorer scorer, TrainingSet rows, int most) throws TrainingException {
    float[] scores = scorer.scores(rows);
    double threshold = scorer.manifest().thresholds().review();
    int[] alerts =
        IntStream.range(0, scores.length)
            .filter(row -> scores[row] >= threshold)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> -scores[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    int explained = Math.min(most, alerts.length);
    ReasonMeans.Sums sums = ReasonMeans.sums();
    for (int i = 0; i < explained; i++) {
      int row = alerts[i];
      sums.add(scorer.explain(rows, row, scores[row]), rows.fraud(row), rows.weight(row));
    }
    return new AlertReasons(sums.means(), alerts.length, explained);
  }
}
