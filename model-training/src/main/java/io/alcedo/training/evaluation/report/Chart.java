package io.alcedo.training.evaluation.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart of two axes as inline SVG. Colours are classes of the page's style, so that it can be
 * dark or light. For one thread; drawn from the back to the front.
 */
final class Chart {
  static final double WIDTH = 530;
  static final double HEIGHT = 330;

  private static final double LEFT = 62;
  private static final double RIGHT = 504;
  private static final double TOP = 12;
  private static final double BOTTOM = 280;

  private final Markup page;
  private final Axis across;
  private final Axis up;

  private Chart(Markup page, Axis across, Axis up) {
    this.page = page;
    this.across = across;
    this.up = up;
  }

  /** Opens a chart with its grid; {@link #end()} closes it. */
  static Chart begin(Markup page, String title, Axis across, Axis up, boolean percentUp) {
    page.open(
        "svg",
        "viewBox",
        "0 0 " + (int) WIDTH + " " + (int) HEIGHT,
        "role",
        "img",
        "aria-label",
        title);
    Chart chart = new Chart(page, across, up);
    chart.grid(percentUp);
    return chart;
  }

  void end() {
    page.close();
  }

  /** Draws a line through points, each of an across and an up value; those without are left out. */
  void line(List<double[]> points, String style) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      if (Double.isNaN(point[0]) || Double.isNaN(point[1])) {
        continue;
      }
      path.append(path.isEmpty() ? 'M' : 'L').append(x(point[0])).append(' ').append(y(point[1]));
    }
    if (!path.isEmpty()) {
      page.empty("path", "d", path, "class", style);
    }
  }

  /** Draws what lies under a line of points, down to the foot of the chart. */
  void area(List<double[]> points, String style) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(x(points.get(0)[0])).append(' ').append(number(BOTTOM));
    for (double[] point : points) {
      path.append('L').append(x(point[0])).append(' ').append(y(point[1]));
    }
    path.append('L').append(x(points.get(points.size() - 1)[0])).append(' ');
    path.append(number(BOTTOM)).append('Z');
    page.empty("path", "d", path, "class", style);
  }

  /** Draws a point, with what it is when pointed at. */
  void dot(double acrossValue, double upValue, double radius, String style, String what) {
    page.open("circle", "cx", x(acrossValue), "cy", y(upValue), "r", number(radius), "class", style)
        .element("title", what)
        .close();
  }

  /** Draws an upright line at a value, with a label beside its head. */
  void mark(double acrossValue, String label) {
    page.empty(
        "line",
        "x1",
        x(acrossValue),
        "x2",
        x(acrossValue),
        "y1",
        number(TOP),
        "y2",
        number(BOTTOM),
        "class",
        "mark");
    boolean left = across.share(acrossValue) > 0.6;
    page.element(
        "text",
        label,
        "x",
        number(LEFT + across.share(acrossValue) * (RIGHT - LEFT) + (left ? -5 : 5)),
        "y",
        number(TOP + 12),
        "class",
        left ? "label end" : "label");
  }

  private void grid(boolean percentUp) {
    for (double tick : up.ticks()) {
      String at = y(tick);
      page.empty(
          "line", "x1", number(LEFT), "x2", number(RIGHT), "y1", at, "y2", at, "class", "grid");
      page.element(
          "text",
          up.label(tick, percentUp),
          "x",
          number(LEFT - 7),
          "y",
          at,
          "dy",
          "4",
          "class",
          "tick end");
    }
    for (double tick : across.ticks()) {
      String at = x(tick);
      page.empty(
          "line", "x1", at, "x2", at, "y1", number(TOP), "y2", number(BOTTOM), "class", "grid");
      page.element(
          "text",
          across.label(tick, true),
          "x",
          at,
          "y",
          number(BOTTOM + 17),
          "class",
          "tick middle");
    }
    page.element(
        "text",
        across.title(),
        "x",
        number((LEFT + RIGHT) / 2),
        "y",
        number(BOTTOM + 40),
        "class",
        "label middle");
    String turned = "rotate(-90 14 " + number((TOP + BOTTOM) / 2) + ")";
    page.element(
        "text",
        up.title(),
        "x",
        "14",
        "y",
        number((TOP + BOTTOM) / 2),
        "transform",
        turned,
        "class",
        "label middle");
  }

  private String x(double value) {
    return number(LEFT + across.share(value) * (RIGHT - LEFT));
  }

  private String y(double value) {
    return number(BOTTOM - up.share(value) * (BOTTOM - TOP));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
