package io.alcedo.local.demo;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Shows the demo while it runs: on a terminal a screen that is drawn over itself twice a second,
 * elsewhere a plain line every five seconds.
 */
final class LiveScreen {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final int HISTORY = 40;
  private static final long PLAIN_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private final Scoreboard scoreboard;
  private final FeaturePlan plan;
  private final Deque<Double> rates = new ArrayDeque<>();
  private int drawn;
  private long before;
  private long beforeNanos;

  LiveScreen(PrintWriter out, boolean terminal, Scoreboard scoreboard, FeaturePlan plan) {
    this.out = out;
    this.terminal = terminal;
    this.scoreboard = scoreboard;
    this.plan = plan;
    this.beforeNanos = System.nanoTime();
  }

  /** Draws, where it is time to. */
  void tick(double elapsedSeconds, double seconds) {
    long now = System.nanoTime();
    long gap = now - beforeNanos;
    if (gap < (terminal ? PLAIN_NANOS / 10 : PLAIN_NANOS)) {
      return;
    }
    long riskEvents = scoreboard.riskEvents();
    double rate = (riskEvents - before) * 1e9 / gap;
    before = riskEvents;
    beforeNanos = now;
    Histogram latency = scoreboard.spanLatency();
    if (terminal) {
      draw(elapsedSeconds, seconds, rate, latency);
    } else {
      out.printf(
          Locale.ROOT,
          "%5.0f s  %,9.0f tx/s  latency ms p50 %d p99 %d  %s  alerts %,d%n",
          elapsedSeconds,
          rate,
          latency.getValueAtPercentile(50),
          latency.getValueAtPercentile(99),
          decisions(),
          scoreboard.alerts());
      scoreboard.lastAlerts().stream()
          .limit(1)
          .forEach(alert -> out.println("         " + line(alert)));
    }
    out.flush();
  }

  private void draw(double elapsed, double seconds, double rate, Histogram latency) {
    rates.addLast(rate);
    if (rates.size() > HISTORY) {
      rates.removeFirst();
    }
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\u001b[").append(drawn).append('A');
    }
    drawn = 0;
    row(screen, String.format(Locale.ROOT, "Alcedo demo   %.0f of %.0f s", elapsed, seconds));
    row(screen, String.format(Locale.ROOT, "rate      %,9.0f /s   %s", rate, sparkline()));
    row(
        screen,
        String.format(
            Locale.ROOT,
            "latency   p50 %d ms   p99 %d ms   p99.9 %d ms",
            latency.getValueAtPercentile(50),
            latency.getValueAtPercentile(99),
            latency.getValueAtPercentile(99.9)));
    row(screen, "decisions " + decisions() + "   dead letters " + scoreboard.deadLetters());
    row(screen, "");
    row(screen, "last alerts");
    int shown = 0;
    for (RiskEvent alert : scoreboard.lastAlerts()) {
      row(screen, "  " + line(alert));
      shown++;
    }
    for (; shown < 6; shown++) {
      row(screen, "");
    }
    out.print(screen);
  }

  private void row(StringBuilder screen, String text) {
    screen.append("\u001b[2K").append(text.length() > 118 ? text.substring(0, 118) : text);
    screen.append('\n');
    drawn++;
  }

  private String sparkline() {
    double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    StringBuilder line = new StringBuilder();
    for (double rate : rates) {
      line.append(BARS.charAt((int) Math.min(7, Math.max(0, rate / Math.max(1, most) * 7.99))));
    }
    return line.toString();
  }

  private String decisions() {
    Map<Decision, Long> counts = scoreboard.decisions();
    return String.format(
        Locale.ROOT,
        "approve %,d  review %,d  decline %,d",
        counts.getOrDefault(Decision.APPROVE, 0L),
        counts.getOrDefault(Decision.REVIEW, 0L),
        counts.getOrDefault(Decision.DECLINE, 0L));
  }

  /** One alert in words: what was decided, how much, where, how sure, and why. */
  String line(RiskEvent alert) {
    Double score = alert.getScore();
    return String.format(
        Locale.ROOT,
        "%-7s %9.2f %s at %-6s card …%s  score %s  %s",
        alert.getDecision(),
        alert.getAmountMinor() / 100.0,
        alert.getCurrency(),
        alert.getMerchantId(),
        alert.getCardToken().substring(Math.max(0, alert.getCardToken().length() - 6)),
        score == null ? "none" : String.format(Locale.ROOT, "%.2f", score),
        why(alert));
  }

  private String why(RiskEvent alert) {
    if (alert.getReasonsSkipped()) {
      return "(reasons left out under pressure)";
    }
    StringBuilder why = new StringBuilder();
    alert.getReasons().stream()
        .filter(reason -> reason.getContribution() > 0)
        .limit(2)
        .forEach(reason -> why.append(why.isEmpty() ? "" : "; ").append(reason(reason)));
    return why.toString();
  }

  private String reason(Reason reason) {
    return plan.familyText(reason.getFamily())
        + " ("
        + reason.getFeature()
        + " "
        + number(reason.getValue())
        + ", usually "
        + number(reason.getTypicalValue())
        + ")";
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isNaN() ? "unknown" : String.format(Locale.ROOT, "%.4g", value);
  }
}
