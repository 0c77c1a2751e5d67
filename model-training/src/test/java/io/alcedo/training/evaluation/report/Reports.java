package io.alcedo.training.evaluation.report;

import io.alcedo.model.Contribution;
import io.alcedo.model.Explanation;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.evaluation.ScoredTraffic;
import java.util.List;

/** A report and what is said beside it; for tests. */
final class Reports {
  static final double THRESHOLD = 0.3;

  private static final Evaluator EVALUATOR =
      new Evaluator(EvaluationSettings.standard().withResamples(25).withThreads(2));
  private static final ScoredRows ROWS = ScoredTraffic.rows(20_000, 4);

  static final EvaluationReport REPORT = EVALUATOR.evaluate(ROWS, THRESHOLD);

  static final ReportContext CONTEXT =
      ReportContext.of(
              "Cards & terminals <test>",
              List.of(
                  new ReportContext.Fact("model", "Model", "cards, 20260625T0000-0a1b2c3d4e5f"),
                  new ReportContext.Fact("delay", "Label delay", "7 days")))
          .withReasons(reasons())
          .withComparisons(
              List.of(
                  new ReportContext.Comparison(
                      "the champion",
                      EVALUATOR.compare(
                          ScoredTraffic.blurred(ROWS, 1, 7), THRESHOLD, ROWS, THRESHOLD))));

  private Reports() {}

  private static ReasonMeans reasons() {
    ReasonMeans.Sums sums = ReasonMeans.sums();
    sums.add(explanation(2.5f, 0.75f, -0.25f), true, 1);
    sums.add(explanation(1.5f, 1.75f, 0.5f), false, 3);
    sums.add(explanation(0.5f, 0.75f, 0.5f), false, 1);
    sums.add(Explanation.SKIPPED, true, 5);
    return sums.means();
  }

  private static Explanation explanation(float terminal, float amount, float velocity) {
    return new Explanation(
        List.of(
            new Contribution("amount", "amount", 1, 0, amount),
            new Contribution("terminal_risk", "terminal_fraud_rate_7d", 1, 0, terminal),
            new Contribution("velocity", "card_count_1d", 1, 0, velocity)),
        Explanation.Completeness.COMPLETE);
  }
}
