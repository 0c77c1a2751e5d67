package io.alcedo.local.demo;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Label;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the way back, from verdicts to another model: how many verdicts and labels there
 * are, and each step in words with its second, as the topics tell them. Thread-safe.
 */
final class Circle {
  /**
   * A step of the way.
   *
   * @param second since the stream began
   * @param text what happened
   */
  record Step(double second, String text) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%5.1f s  %s", second, text);
    }
  }

  private final LongSupplier nanoTime;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Verdict, Long> labels = new EnumMap<>(Verdict.class);
  private final Set<String> refused = new HashSet<>();
  private Map<FeedbackSource, Long> reports = Map.of();
  private @Nullable String deciding;
  private long withdrawn;
  private long start;
  private @Nullable String progress;

  /**
   * Begins now.
   *
   * @param nanoTime the clock, as {@link System#nanoTime}
   */
  Circle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** From now on seconds count. */
  synchronized void startStream() {
    start = nanoTime.getAsLong();
  }

  /** Notes a step that happens now. */
  synchronized void step(String text) {
    steps.add(new Step((nanoTime.getAsLong() - start) / 1e9, text));
  }

  /** Notes how far a training is, in words; null where none runs. */
  synchronized void progress(@Nullable String text) {
    progress = text;
  }

  /** Notes how many reports were sent so far. */
  synchronized void reports(Map<FeedbackSource, Long> bySource, long takenBack) {
    reports = bySource;
    withdrawn = takenBack;
  }

  /** Takes a label from its topic. */
  synchronized void label(Label label) {
    labels.merge(label.getVerdict(), 1L, Long::sum);
  }

  /** Takes a command from its topic. */
  synchronized void command(ModelCommand command) {
    String target =
        command.getTarget() == null ? "" : " " + version(command.getTarget().getVersion());
    step(
        command.getAction().toString().toLowerCase(Locale.ROOT).replace('_', ' ')
            + target
            + " ("
            + command.getRequestedBy()
            + (command.getReason().isEmpty() ? ")" : "): " + command.getReason()));
  }

  /** Takes what a host says of a model; of several subtasks, the first to say so is a step. */
  synchronized void status(ModelStatus status) {
    String version = status.getModelVersion();
    if (status.getState() == ModelState.ACTIVE && !version.equals(deciding)) {
      deciding = version;
      step(version(version) + " decides");
    } else if (status.getState() == ModelState.REJECTED && refused.add(version)) {
      step(
          "the job refuses "
              + version(version)
              + ": "
              + status.getCode()
              + ", "
              + status.getReason());
    }
  }

  /** Returns the version that a host last said to be active; null before any did. */
  synchronized @Nullable String deciding() {
    return deciding;
  }

  /** Returns all steps so far. */
  synchronized List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Returns the steps after so many. */
  synchronized List<Step> stepsFrom(int seen) {
    return List.copyOf(steps.subList(Math.min(seen, steps.size()), steps.size()));
  }

  /** Returns how many reports each source has sent. */
  synchronized Map<FeedbackSource, Long> reports() {
    return reports;
  }

  /** Returns how many reports took an earlier one back. */
  synchronized long withdrawn() {
    return withdrawn;
  }

  /** Returns how many labels there are by verdict, revisions counted. */
  synchronized Map<Verdict, Long> labels() {
    return Map.copyOf(labels);
  }

  /** Returns verdicts, labels and the training that runs, in one line. */
  synchronized String summary() {
    return String.format(
        Locale.ROOT,
        "verdicts %,d (analysts %,d, cardholders %,d, banks %,d; %,d taken back)  labels %,d%s",
        reports.values().stream().mapToLong(Long::longValue).sum(),
        reports.getOrDefault(FeedbackSource.ANALYST, 0L),
        reports.getOrDefault(FeedbackSource.CUSTOMER, 0L),
        reports.getOrDefault(FeedbackSource.CHARGEBACK, 0L)
            + reports.getOrDefault(FeedbackSource.FRAUD_REPORT, 0L),
        withdrawn,
        labels.values().stream().mapToLong(Long::longValue).sum(),
        progress == null ? "" : "  " + progress);
  }

  private static String version(String version) {
    return "model " + version;
  }
}
