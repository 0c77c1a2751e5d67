package io.alcedo.training.evaluation.report;

import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Interval;
import io.alcedo.training.evaluation.Measured;
import io.alcedo.training.evaluation.PairedComparison;
import io.alcedo.training.evaluation.PairedComparison.Difference;
import io.alcedo.training.evaluation.SegmentReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a report. For one thread. */
final class Tables {
  private static final List<Figure> OF_SEGMENTS =
      List.of(
          Figure.AVERAGE_PRECISION,
          Figure.AUC,
          Figure.RECALL,
          Figure.PRECISION,
          Figure.VALUE_RECALL,
          Figure.CALIBRATION_ERROR);

  private final Markup page;
  private final EvaluationReport report;
  private final EvaluationSettings settings;

  Tables(Markup page, EvaluationReport report) {
    this.page = page;
    this.report = report;
    this.settings = report.settings();
  }

  void figures() {
    head("Figure", "Value", intervalTitle(), "What it tells");
    for (Measured measured : report.figures()) {
      Figure figure = measured.figure();
      page.open("tr").element("th", figure.title(settings), "scope", "row");
      page.element("td", FigureText.value(figure, measured.value()), "class", "number");
      page.open("td", "class", "number");
      page.text(FigureText.interval(figure, measured.interval()));
      whisker(measured);
      page.close().open("td", "class", "note").text(figure.meaning());
      if (figure == Figure.ACCURACY) {
        page.element(
            "strong",
            " Calling every transaction genuine would reach "
                + FigureText.percent(report.totals().alwaysGenuineAccuracy())
                + ": do not judge by this figure.");
      }
      page.close().close();
    }
    foot();
  }

  /** Draws a share of 0 to 1 as a point on a line, with its interval. */
  private void whisker(Measured measured) {
    Interval interval = measured.interval();
    boolean share =
        measured.figure() != Figure.LOG_LOSS && measured.figure() != Figure.GENUINE_PER_FRAUD;
    if (interval == null || !share) {
      return;
    }
    page.open("svg", "viewBox", "0 0 104 8", "class", "whisker", "aria-hidden", "true");
    page.empty("line", "x1", 2, "x2", 102, "y1", 4, "y2", 4, "class", "grid");
    page.empty(
        "line",
        "x1",
        Chart.number(2 + 100 * interval.low()),
        "x2",
        Chart.number(2 + 100 * interval.high()),
        "y1",
        4,
        "y2",
        4,
        "class",
        "range");
    page.empty(
        "circle",
        "cx",
        Chart.number(2 + 100 * measured.value()),
        "cy",
        4,
        "r",
        "2.5",
        "class",
        "point");
    page.close();
  }

  void segments(SegmentReport.Kind kind) {
    List<SegmentReport> segments =
        report.segments().stream().filter(segment -> segment.kind() == kind).toList();
    if (segments.isEmpty()) {
      return;
    }
    page.element("h3", kind.title());
    String[] titles = new String[3 + OF_SEGMENTS.size()];
    titles[0] = "Segment";
    titles[1] = "Rows";
    titles[2] = "Frauds";
    for (int i = 0; i < OF_SEGMENTS.size(); i++) {
      titles[3 + i] = OF_SEGMENTS.get(i).title(settings);
    }
    head(titles);
    for (SegmentReport segment : segments) {
      segment(segment);
    }
    foot();
  }

  private void segment(SegmentReport segment) {
    page.open("tr", "class", segment.small() ? "small" : "whole");
    page.open("th", "scope", "row").text(segment.name());
    if (segment.small()) {
      page.text(" ").element("span", "small", "class", "tag");
    }
    page.close();
    page.element("td", FigureText.count(segment.rows()), "class", "number");
    page.element("td", FigureText.count(segment.fraudRows()), "class", "number");
    for (Figure figure : OF_SEGMENTS) {
      page.open("td", "class", "number");
      page.text(FigureText.value(figure, segment.value(figure)));
      Interval interval = interval(segment, figure);
      if (interval != null) {
        page.empty("br").element("small", FigureText.interval(figure, interval));
      }
      page.close();
    }
    page.close();
  }

  void comparison(ReportContext.Comparison comparison) {
    page.element("h3", "Against " + comparison.name());
    head("Figure", comparison.name(), "This model", "Difference", intervalTitle(), "Better in");
    PairedComparison paired = comparison.paired();
    for (Difference difference : paired.differences()) {
      Figure figure = difference.figure();
      page.open("tr").element("th", figure.title(paired.settings()), "scope", "row");
      number(FigureText.value(figure, difference.champion()));
      number(FigureText.value(figure, difference.challenger()));
      number(FigureText.difference(figure, difference.value()));
      Interval interval = difference.interval();
      number(
          interval == null
              ? FigureText.NONE
              : FigureText.difference(figure, interval.low())
                  + " to "
                  + FigureText.difference(figure, interval.high()));
      number(FigureText.percent(difference.shareBetter()));
      page.close();
    }
    foot();
  }

  private void number(String text) {
    page.element("td", text, "class", "number");
  }

  private static @Nullable Interval interval(SegmentReport segment, Figure figure) {
    for (Measured measured : segment.figures()) {
      if (measured.figure() == figure) {
        return measured.interval();
      }
    }
    return null;
  }

  private String intervalTitle() {
    return FigureText.round(settings.confidence()) + " interval";
  }

  private void head(String... titles) {
    page.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String title : titles) {
      page.element("th", title, "scope", "col");
    }
    page.close().close().open("tbody");
  }

  private void foot() {
    page.close().close().close();
  }
}
