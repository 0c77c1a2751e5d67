package io.alcedo.training.evaluation.report;

import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.EvaluationSettings;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.SegmentReport;
import io.alcedo.training.evaluation.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An evaluation as one page of HTML that needs nothing but itself: no script, no font and no
 * picture from elsewhere. Well-formed XML, light or dark as the reader's system is. Stateless and
 * thread-safe.
 */
public final class EvaluationPage {
  private static final String STYLE = "evaluation.css";

  private final Markup page = new Markup();
  private final EvaluationReport report;
  private final ReportContext context;

  private EvaluationPage(EvaluationReport report, ReportContext context) {
    this.report = report;
    this.context = context;
  }

  /** Returns the page of a report. */
  public static String of(EvaluationReport report, ReportContext context) {
    return new EvaluationPage(report, context).whole();
  }

  private String whole() {
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", context.title()).element("style", style()).close();
    page.open("body").open("main");
    header();
    summary();
    page.element("h2", "Figures");
    new Tables(page, report).figures();
    intervals();
    plots();
    segments();
    comparisons();
    method();
    return page.close().close().close().page();
  }

  private void header() {
    page.open("header").element("h1", context.title()).open("dl");
    for (ReportContext.Fact fact : context.facts()) {
      page.open("div").element("dt", fact.name()).element("dd", fact.value()).close();
    }
    page.close().close();
  }

  private void summary() {
    Totals totals = report.totals();
    int digits = report.settings().amountDigits();
    page.element("h2", "In short").open("ul", "class", "summary");
    page.element(
        "li",
        FigureText.count(totals.rows())
            + " rows of "
            + FigureText.count(totals.cards())
            + " cards at "
            + FigureText.count(totals.terminals())
            + " terminals on "
            + totals.days()
            + " days, "
            + FigureText.count(totals.fraudRows())
            + " of them frauds. Weighed, "
            + FigureText.percent(totals.fraudRate())
            + " are frauds.");
    page.element(
        "li",
        "From a score of "
            + FigureText.percent(report.threshold())
            + " on, "
            + FigureText.value(Figure.ALERT_RATE, report.value(Figure.ALERT_RATE))
            + " of the rows alert. That catches "
            + FigureText.value(Figure.RECALL, report.value(Figure.RECALL))
            + " of the frauds, and bothers "
            + FigureText.value(Figure.GENUINE_PER_FRAUD, report.value(Figure.GENUINE_PER_FRAUD))
            + " genuine payers for each fraud caught.");
    page.element(
        "li",
        "Of "
            + FigureText.amount(totals.fraudAmountMinor(), digits)
            + " lost to fraud in the base currency, "
            + FigureText.amount(totals.fraudAmountCaughtMinor(), digits)
            + " ("
            + FigureText.value(Figure.VALUE_RECALL, report.value(Figure.VALUE_RECALL))
            + ") would have been saved.");
    page.close();
  }

  private void intervals() {
    EvaluationSettings settings = report.settings();
    if (settings.resamples() == 0) {
      page.element(
          "p", "Rows were not resampled, so that there are no intervals.", "class", "note");
      return;
    }
    page.element(
        "p",
        "Intervals hold the truth in about "
            + FigureText.round(settings.confidence())
            + " of cases. They come of "
            + FigureText.count(settings.resamples())
            + " resamples by card and terminal at once, and rather err on the wide side. Noise only"
            + " ever raises a calibration error; its interval is corrected for that, and can lie"
            + " below the value.",
        "class",
        "note");
  }

  private void plots() {
    Plots plots = new Plots(page, report);
    page.element("h2", "Plots").open("div", "class", "plots");
    plots.precisionRecall();
    plots.roc(true);
    plots.roc(false);
    plots.calibration();
    plots.distribution();
    ReasonMeans reasons = context.reasons();
    if (reasons != null && !reasons.families().isEmpty()) {
      page.open("figure", "class", "reasons").open("figcaption");
      page.element("h3", "Reasons").open("p");
      page.text("What each family of features adds to the score of an alert, on average.");
      page.text(" ").element("span", "frauds", "class", "legend fraud");
      page.text(" ").element("span", "genuine", "class", "legend genuine");
      page.close().close();
      ReasonBars.draw(page, reasons);
      page.close();
    }
    page.close();
  }

  private void segments() {
    if (report.segments().isEmpty()) {
      return;
    }
    page.element("h2", "Segments");
    Tables tables = new Tables(page, report);
    for (SegmentReport.Kind kind : SegmentReport.Kind.values()) {
      tables.segments(kind);
    }
    page.element(
        "p",
        "A small segment has fewer than "
            + EvaluationSettings.SMALL
            + " frauds or genuine rows: its figures say little, whatever their interval. What does"
            + " not part the rows is left out.",
        "class",
        "note");
  }

  private void comparisons() {
    if (context.comparisons().isEmpty()) {
      return;
    }
    page.element("h2", "Comparisons");
    Tables tables = new Tables(page, report);
    context.comparisons().forEach(tables::comparison);
    page.element(
        "p",
        "Both models meet the same resamples; the interval is that of their difference. “Better in”"
            + " is the share of resamples in which this model is the better one.",
        "class",
        "note");
  }

  private void method() {
    page.element("h2", "Method").open("ul", "class", "note");
    page.element(
        "li",
        "Every row counts by its weight: one that was let through as a control stands for those"
            + " that were not.");
    page.element(
        "li",
        "Rows of one score are one step: no figure depends on the order of ties, and no curve is"
            + " interpolated.");
    page.element(
        "li",
        "Resamples weigh each card and each terminal anew (Owen 2007; Owen and Eckles 2012), since"
            + " frauds of one card or one terminal are not independent.");
    page.close();
  }

  private static String style() {
    try (InputStream in = EvaluationPage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("The style of the page is on the class path: " + STYLE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
