package io.alcedo.local.demo;

import io.alcedo.schema.Decision;
import io.alcedo.schema.RiskEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Shows the demo while it runs: on a terminal a screen that is drawn over itself twice a second,
 * elsewhere a plain line every five seconds. One thread only.
 */
final class LiveScreen {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String ASCII_BARS = "_.-=oO0@";
  private static final int HISTORY = 40;
  private static final int HEAD_ROWS = 6;
  private static final int STEPS_SHOWN = 4;
  private static final int MOST_ROWS = HEAD_ROWS + STEPS_SHOWN + 19;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final long SCREEN_NANOS = PLAIN_NANOS / 10;

  private final PrintWriter out;
  private final @Nullable TerminalSize terminal;
  private final Scoreboard scoreboard;
  private final AlertText texts;
  private final @Nullable Circle circle;
  private final LongSupplier nanoTime;
  private final String ofDuration;
  private final String bars;
  private final Deque<Double> rates = new ArrayDeque<>();
  private String phase = "";
  private int drawn;
  private int stepsPrinted;
  private long before;
  private long beforeNanos;

  /**
   * Creates the screen.
   *
   * @param terminal the size of the terminal; null where there is none
   * @param circle what happens on the way back; null where nothing does
   * @param duration how long the demo streams; null where to the end of a file
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  LiveScreen(
      PrintWriter out,
      @Nullable TerminalSize terminal,
      Scoreboard scoreboard,
      AlertText texts,
      @Nullable Circle circle,
      @Nullable Duration duration,
      LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.scoreboard = scoreboard;
    this.texts = texts;
    this.circle = circle;
    this.nanoTime = nanoTime;
    this.beforeNanos = nanoTime.getAsLong();
    this.ofDuration = duration == null ? " s" : " of " + duration.toSeconds() + " s";
    this.bars =
        System.console() == null || System.console().charset().newEncoder().canEncode(BARS)
            ? BARS
            : ASCII_BARS;
  }

  /** Says what the demo does from now on. */
  void phase(String text) {
    phase = text;
    if (terminal == null) {
      out.println(text);
      out.flush();
    }
  }

  /** Draws, where it is time to. */
  void tick(double elapsedSeconds) {
    if (terminal == null) {
      printSteps();
    }
    long gap = nanoTime.getAsLong() - beforeNanos;
    if (gap < (terminal == null ? PLAIN_NANOS : SCREEN_NANOS)) {
      return;
    }
    long riskEvents = scoreboard.riskEvents();
    double rate = (riskEvents - before) * 1e9 / gap;
    before = riskEvents;
    beforeNanos += gap;
    Histogram latency = scoreboard.spanLatency();
    if (terminal == null) {
      printLines(elapsedSeconds, rate, latency);
    } else {
      draw(rows(elapsedSeconds, rate, latency, terminal), terminal);
    }
    out.flush();
  }

  /** Draws the end, which stays: rate and latency are those of all that was measured. */
  void last(double elapsedSeconds) {
    if (terminal != null) {
      phase("done");
      double rate = scoreboard.throughputPerSecond();
      draw(rows(elapsedSeconds, rate, scoreboard.latency(), terminal), terminal);
    } else {
      printSteps();
    }
    out.flush();
  }

  private void printSteps() {
    if (circle != null) {
      for (Circle.Step step : circle.stepsFrom(stepsPrinted)) {
        out.println(step);
        stepsPrinted++;
      }
    }
  }

  private void printLines(double elapsed, double rate, Histogram latency) {
    out.printf(
        Locale.ROOT,
        "%5.0f s  %,9.0f tx/s  latency %s  %s  alerts %,d%n",
        elapsed,
        rate,
        latency(latency),
        decisions(),
        scoreboard.alerts());
    if (circle != null) {
      out.println("         " + circle.summary());
    }
    scoreboard.lastAlerts().stream()
        .limit(1)
        .forEach(
            alert ->
                out.println(
                    "         "
                        + AlertText.what(alert)
                        + "  "
                        + String.join("; ", texts.why(alert))));
  }

  private List<String> rows(double elapsed, double rate, Histogram latency, TerminalSize size) {
    rates.addLast(rate);
    if (rates.size() > HISTORY) {
      rates.removeFirst();
    }
    List<String> rows = new ArrayList<>();
    rows.add(String.format(Locale.ROOT, "Alcedo demo   %.0f%s   %s", elapsed, ofDuration, phase));
    rows.add(String.format(Locale.ROOT, "rate      %,9.0f /s   %s", rate, sparkline()));
    rows.add("latency   " + latency(latency));
    rows.add("decisions " + decisions() + "  dead letters " + scoreboard.deadLetters());
    if (circle != null) {
      rows.addAll(circleRows(circle));
    }
    rows.add("");
    rows.add("last alerts");
    int most = Math.max(HEAD_ROWS, Math.min(MOST_ROWS, size.rows() - 1));
    for (RiskEvent alert : scoreboard.lastAlerts()) {
      List<String> block = block(alert, size.columns());
      if (rows.size() + block.size() <= most) {
        rows.addAll(block);
      }
    }
    while (rows.size() < most) {
      rows.add("");
    }
    return rows.subList(0, most);
  }

  private static List<String> circleRows(Circle circle) {
    List<String> rows = new ArrayList<>(List.of("learning  " + circle.summary()));
    List<Circle.Step> steps = circle.steps();
    for (Circle.Step step : steps.subList(Math.max(0, steps.size() - STEPS_SHOWN), steps.size())) {
      rows.add("  " + step);
    }
    return rows;
  }

  /** One alert: what was decided, and below it why, over as many rows as that takes. */
  private List<String> block(RiskEvent alert, int columns) {
    List<String> block = new ArrayList<>(List.of("  " + AlertText.what(alert)));
    for (String why : texts.why(alert)) {
      StringBuilder row = new StringBuilder("     ");
      for (String word : why.split(" ", -1)) {
        if (row.length() + 1 + word.length() > columns) {
          block.add(row.toString());
          row = new StringBuilder("      ");
        }
        row.append(' ').append(word);
      }
      block.add(row.toString());
    }
    return block;
  }

  /** Writes each row over the one before and then erases what is left of that: nothing flickers. */
  private void draw(List<String> rows, TerminalSize size) {
    StringBuilder screen = new StringBuilder();
    if (drawn > 0) {
      screen.append("\u001b[").append(drawn).append('A');
    }
    for (String row : rows) {
      screen.append('\r').append(row, 0, Math.min(row.length(), size.columns()));
      screen.append("\u001b[K\n");
    }
    drawn = rows.size();
    out.print(screen);
  }

  private String sparkline() {
    double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    StringBuilder line = new StringBuilder();
    for (double rate : rates) {
      line.append(bars.charAt((int) Math.min(7, Math.max(0, rate / Math.max(1, most) * 7.99))));
    }
    return line.toString();
  }

  private static String latency(Histogram latency) {
    return latency.getTotalCount() == 0
        ? "counts from the end of the warm-up on"
        : String.format(
            Locale.ROOT,
            "p50 %d ms  p99 %d ms  p99.9 %d ms",
            latency.getValueAtPercentile(50),
            latency.getValueAtPercentile(99),
            latency.getValueAtPercentile(99.9));
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
}
