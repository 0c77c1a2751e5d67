package io.alcedo.local.backtest;

import io.alcedo.model.BundleManifest;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.backtest.Impact;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;

/**
 * A model and how it did on the test days.
 *
 * @param name what it is called in the report: its seed, or its bundle's name and version
 * @param bundle its bundle's directory
 * @param manifest what its bundle says
 * @param rows the test rows with its scores
 * @param report the figures, without intervals
 * @param review what alerts from the review threshold on would have meant
 * @param decline what declines would have meant
 */
record JudgedModel(
    String name,
    Path bundle,
    BundleManifest manifest,
    ScoredRows rows,
    EvaluationReport report,
    Impact review,
    Impact decline) {

  /**
   * Scores the test rows with a bundle and judges it.
   *
   * @param days the number of test days
   * @param settings how rows are judged; no row is resampled
   */
  static JudgedModel of(
      String name,
      Path bundle,
      BundleScorer scorer,
      TrainingSet test,
      int days,
      EvaluationSettings settings)
      throws TrainingException {
    float[] scores = scorer.scores(test);
    ScoredRows rows = ScoredRows.of(scores, test);
    BundleManifest manifest = scorer.manifest();
    double review = manifest.thresholds().review();
    return new JudgedModel(
        name,
        bundle,
        manifest,
        rows,
        new Evaluator(settings.withResamples(0)).evaluate(rows, review),
        Impact.of(test, scores, review, days),
        Impact.of(test, scores, manifest.thresholds().decline(), days));
  }

  double value(Figure figure) {
    return report.value(figure);
  }

  double reviewThreshold() {
    return manifest.thresholds().review();
  }
}
