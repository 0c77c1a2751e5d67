package io.alcedo.training.evaluation.report;

import io.alcedo.training.evaluation.Curves;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Totals;
import java.util.ArrayList;
import java.util.List;

/** The plots of a report, each with a heading and its legend. For one thread. */
final class Plots {
  private static final double LOW_RATE = 0.05;

  private final Markup page;
  private final EvaluationReport report;
  private final Curves curves;

  Plots(Markup page, EvaluationReport report) {
    this.page = page;
    this.report = report;
    this.curves = report.curves();
  }

  void precisionRecall() {
    begin("Precision and recall", "The dashed line is a model that says nothing.");
    Chart chart =
        Chart.begin(
            page, "Precision by recall", Axis.shares("Recall"), Axis.shares("Precision"), true);
    double prevalence = report.totals().fraudRate();
    chart.line(List.of(at(0, prevalence), at(1, prevalence)), "chance");
    List<double[]> line = new ArrayList<>();
    for (Curves.Step step : curves.steps()) {
      if (line.isEmpty()) {
        line.add(at(0, step.precision()));
      }
      line.add(at(step.recall(), step.precision()));
    }
    chart.line(line, "curve");
    chosen(chart, report.value(Figure.RECALL), report.value(Figure.PRECISION));
    end(chart);
  }

  /** Draws the ROC curve, whole or where alerts are few. */
  void roc(boolean whole) {
    begin(
        whole ? "ROC" : "ROC where alerts are few",
        whole
            ? "The dashed line is a model that says nothing."
            : "The part of the curve in which a team can work.");
    double most = whole ? 1 : LOW_RATE;
    Axis across =
        whole ? Axis.shares("False-positive rate") : Axis.upTo("False-positive rate", 0, LOW_RATE);
    Chart chart = Chart.begin(page, "Recall by false-positive rate", across, recall(), true);
    chart.line(List.of(at(0, 0), at(most, most)), "chance");
    List<double[]> line = new ArrayList<>();
    line.add(at(0, 0));
    for (Curves.Step step : curves.steps()) {
      if (step.falsePositiveRate() <= most) {
        line.add(at(step.falsePositiveRate(), step.recall()));
      }
    }
    chart.line(line, "curve");
    Totals totals = report.totals();
    double rate = totals.genuineAlerts() / totals.genuine();
    if (rate <= most) {
      chosen(chart, rate, report.value(Figure.RECALL));
    }
    end(chart);
  }

  void calibration() {
    begin(
        "Calibration",
        "Each point is a group of transactions of similar score; on the dashed line the score is"
            + " the share of frauds. A group of one class alone lies at the foot or at the head.",
        "group",
        "all rows",
        "alert",
        "alerts alone");
    Chart chart =
        Chart.begin(
            page,
            "Share of frauds by score",
            Axis.probabilities("Mean score"),
            Axis.probabilities("Share of frauds"),
            true);
    chart.line(List.of(at(1e-4, 1e-4), at(1 - 1e-4, 1 - 1e-4)), "chance");
    groups(chart, curves.calibration(), "group");
    groups(chart, curves.alertCalibration(), "alert");
    chart.mark(report.threshold(), "threshold");
    end(chart);
  }

  private static void groups(Chart chart, List<Curves.Group> groups, String style) {
    for (Curves.Group group : groups) {
      chart.dot(
          group.meanScore(),
          group.fraudShare(),
          4,
          style,
          "score "
              + FigureText.percent(group.meanScore())
              + ", frauds "
              + FigureText.percent(group.fraudShare())
              + ", weight "
              + FigureText.count(group.weight()));
    }
  }

  void distribution() {
    begin(
        "Scores",
        "How the scores of each class spread; the better the model, the further apart.",
        "fraud",
        "frauds",
        "genuine",
        "genuine");
    double highest = 0;
    for (Curves.Band band : curves.distribution()) {
      highest = Math.max(highest, Math.max(orZero(band.frauds()), orZero(band.genuine())));
    }
    Chart chart =
        Chart.begin(
            page,
            "Share of each class by score",
            Axis.probabilities("Score"),
            Axis.upTo("Share of the class", 0, highest),
            true);
    List<double[]> frauds = new ArrayList<>();
    List<double[]> genuine = new ArrayList<>();
    for (Curves.Band band : curves.distribution()) {
      frauds.add(at(band.from(), orZero(band.frauds())));
      frauds.add(at(band.to(), orZero(band.frauds())));
      genuine.add(at(band.from(), orZero(band.genuine())));
      genuine.add(at(band.to(), orZero(band.genuine())));
    }
    chart.area(genuine, "genuine");
    chart.area(frauds, "fraud");
    chart.mark(report.threshold(), "threshold");
    end(chart);
  }

  private void begin(String title, String note, String... legend) {
    page.open("figure").open("figcaption").element("h3", title).open("p").text(note);
    for (int i = 0; i < legend.length; i += 2) {
      page.text(" ").open("span", "class", "legend " + legend[i]).text(legend[i + 1]).close();
    }
    page.close().close();
  }

  private void end(Chart chart) {
    chart.end();
    page.close();
  }

  private void chosen(Chart chart, double across, double up) {
    if (Double.isFinite(across) && Double.isFinite(up)) {
      chart.dot(across, up, 5, "chosen", "threshold " + FigureText.percent(report.threshold()));
    }
  }

  private static Axis recall() {
    return Axis.shares("Recall");
  }

  private static double orZero(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static double[] at(double across, double up) {
    return new double[] {across, up};
  }
}
