package io.alcedo.training.gate;

import io.alcedo.training.evaluation.SegmentGain;
import java.util.Locale;

/** A gate's report as lines for a person. Stateless. */
public final class GateText {
  private GateText() {}

  /** Returns the report, each line ended. */
  public static String of(GateReport report) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%s: %s %s against %s",
        words(report.verdict()),
        report.model(),
        report.challenger(),
        report.champion());
    GateReport.Level level = report.level();
    line(
        text,
        "  attempt %d, look %d at %.0f %% of the planned time, at a level of %.3g (attempt: %.3g)",
        level.attempt(),
        level.look(),
        100 * level.fraction(),
        level.ofLook(),
        level.ofAttempt());
    GateReport.Rows rows = report.rows();
    line(
        text,
        "  %,d rows with %,d frauds, %s to %s",
        rows.count(),
        rows.frauds(),
        rows.from(),
        rows.to());
    if (rows.lackingFeatures() > 0) {
      line(
          text,
          "  %,d more left out: their vectors do not hold the features of both models",
          rows.lackingFeatures());
    }
    GateReport.Gain gain = report.gain();
    if (!Double.isNaN(gain.value())) {
      line(
          text,
          "  average precision %.4f, champion %.4f: %+.4f, deviation %.4f",
          gain.challenger(),
          gain.champion(),
          gain.value(),
          gain.deviation());
    }
    for (Criterion criterion : report.criteria()) {
      line(
          text,
          "  %-6s %-12s %s, %s %s: %s",
          criterion.passed() ? "passed" : "FAILED",
          criterion.name(),
          number(criterion.figure()),
          criterion.relation().words(),
          number(criterion.bound()),
          criterion.meaning());
    }
    for (SegmentGain segment : report.segments()) {
      segment(text, segment, report.judgedSegments());
    }
    return text.toString();
  }

  private static void segment(StringBuilder text, SegmentGain segment, int judged) {
    boolean small = segment.fraudRows() < judged || segment.rows() - segment.fraudRows() < judged;
    line(
        text,
        "  %s %s: %,d rows with %,d frauds, %s%s",
        segment.kind().key(),
        segment.name(),
        segment.rows(),
        segment.fraudRows(),
        Double.isNaN(segment.value())
            ? "nothing to compare"
            : String.format(Locale.ROOT, "%+.4f", segment.value()),
        small ? " (few, not judged)" : "");
  }

  private static String words(GateVerdict verdict) {
    return switch (verdict) {
      case PROMOTE -> "may be promoted";
      case HOLD -> "held back";
      case WAIT -> "waits for more labels";
    };
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "not known" : String.format(Locale.ROOT, "%.4g", value);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
