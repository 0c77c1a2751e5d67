package io.alcedo.training.evaluation.report;

import java.util.List;

/** The plot of reasons: a pair of bars for each family of features. For one thread. */
final class ReasonBars {
  private static final int MOST = 12;
  private static final double NAMES = 170;
  private static final double RIGHT = 470;
  private static final double ROW = 34;
  private static final double BAR = 11;

  private final Markup page;
  private final Axis axis;

  private ReasonBars(Markup page, Axis axis) {
    this.page = page;
    this.axis = axis;
  }

  static void draw(Markup page, ReasonMeans reasons) {
    List<ReasonMeans.Family> families =
        reasons.families().subList(0, Math.min(MOST, reasons.families().size()));
    double lowest = 0;
    double highest = 0;
    for (ReasonMeans.Family family : families) {
      for (double value : new double[] {family.toFrauds(), family.toGenuine()}) {
        if (Double.isFinite(value)) {
          lowest = Math.min(lowest, value);
          highest = Math.max(highest, value);
        }
      }
    }
    new ReasonBars(page, Axis.upTo("log-odds", lowest, highest)).bars(families);
  }

  private void bars(List<ReasonMeans.Family> families) {
    double foot = families.size() * ROW + 6;
    page.open(
        "svg",
        "viewBox",
        "0 0 " + (int) Chart.WIDTH + " " + Chart.number(foot + 44),
        "role",
        "img",
        "aria-label",
        "Mean contribution by family of features");
    for (double tick : axis.ticks()) {
      String at = Chart.number(x(tick));
      page.empty("line", "x1", at, "x2", at, "y1", "0", "y2", Chart.number(foot), "class", "grid");
      page.element(
          "text",
          axis.label(tick, false),
          "x",
          at,
          "y",
          Chart.number(foot + 17),
          "class",
          "tick middle");
    }
    for (int i = 0; i < families.size(); i++) {
      ReasonMeans.Family family = families.get(i);
      double top = i * ROW + 6;
      page.element(
          "text",
          family.family(),
          "x",
          Chart.number(NAMES - 8),
          "y",
          Chart.number(top + BAR + 4),
          "class",
          "label end");
      bar(family.toFrauds(), top, "fraud");
      bar(family.toGenuine(), top + BAR + 1, "genuine");
    }
    page.element(
        "text",
        "Mean contribution in log-odds",
        "x",
        Chart.number((NAMES + RIGHT) / 2),
        "y",
        Chart.number(foot + 38),
        "class",
        "label middle");
    page.close();
  }

  private void bar(double value, double top, String style) {
    if (!Double.isFinite(value)) {
      return;
    }
    double from = Math.min(x(0), x(value));
    double to = Math.max(x(0), x(value));
    page.empty(
        "rect",
        "x",
        Chart.number(from),
        "y",
        Chart.number(top),
        "width",
        Chart.number(to - from),
        "height",
        Chart.number(BAR),
        "class",
        style + " bar");
    page.element(
        "text",
        axis.label(Math.round(value * 100) / 100d, false),
        "x",
        Chart.number(to + 4),
        "y",
        Chart.number(top + BAR - 1),
        "class",
        "tick");
  }

  private double x(double value) {
    return NAMES + axis.share(value) * (RIGHT - NAMES);
  }
}
