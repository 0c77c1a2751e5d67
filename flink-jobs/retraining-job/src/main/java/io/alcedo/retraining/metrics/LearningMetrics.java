package io.alcedo.retraining.metrics;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.schema.Verdict;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The catalogue of the metrics of verdicts and labels. One instance a process, so that counters
 * survive restarts of the job. No label ever holds a card, a customer or a transaction.
 * Thread-safe; counting takes no lock.
 */
public final class LearningMetrics {
  private static final double[] DELAY_DAYS = {
    .04, .25, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180
  };

  /** What became of a report. */
  public enum Effect {
    /** It changed what its transaction is held to be. */
    CHANGED,
    /** It is kept, and what its transaction is held to be stays. */
    AGREED,
    /** It had come before. */
    REPEATED,
    /** It came before its transaction and waits. */
    EARLY,
    /** It waited in vain, or its transaction was forgotten. */
    UNKNOWN_TRANSACTION;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Counter feedback;
  private final Counter effects;
  private final Counter labels;
  private final Counter deadLetters;
  private final Counter tooLate;
  private final Histogram delay;
  private final Gauge waiting;

  /**
   * Registers all metrics in a registry.
   *
   * @param registry takes the metrics; no other instance may share it
   */
  public LearningMetrics(PrometheusRegistry registry) {
    feedback =
        counter(
            registry,
            "alcedo_feedback",
            "Reports on transactions, by source and by what the verdict table made of them.",
            "source",
            "meaning");
    effects =
        counter(
            registry,
            "alcedo_feedback_effects",
            "Reports on transactions, by what became of them.",
            "effect");
    labels =
        counter(
            registry,
            "alcedo_labels",
            "Labels told, by verdict and the verdict before.",
            "verdict",
            "previous");
    deadLetters =
        counter(
            registry,
            "alcedo_learning_dead_letters",
            "Records that the retraining job put aside, by code.",
            "code");
    tooLate =
        counter(
            registry,
            "alcedo_labels_too_late",
            "Labels on transactions that lie in no window of the feature set any more.");
    delay =
        Histogram.builder()
            .name("alcedo_label_delay_seconds")
            .help("Time from a transaction to its first label.")
            .classicUpperBounds(seconds(DELAY_DAYS))
            .register(registry);
    waiting =
        Gauge.builder()
            .name("alcedo_feedback_waiting")
            .help("Reports that wait for their transaction, by subtask.")
            .labelNames("subtask")
            .register(registry);
  }

  /** Returns the metrics of this process. */
  public static LearningMetrics ofProcess() {
    return OfProcess.INSTANCE;
  }

  /**
   * Registers the catalogue with a data point of every metric, so that a reference page can be made
   * of the registry.
   */
  public static void catalogue(PrometheusRegistry registry) {
    LearningMetrics metrics = new LearningMetrics(registry);
    metrics.feedback("source", "meaning");
    metrics.effects(Effect.CHANGED);
    metrics.labels(Verdict.FRAUD, Verdict.UNKNOWN);
    metrics.deadLetters("code");
    metrics.waiting(0);
  }

  /**
   * Returns the counter of reports.
   *
   * @param source the name of a source
   * @param meaning the name of a meaning
   */
  public CounterDataPoint feedback(String source, String meaning) {
    return feedback.labelValues(source, meaning);
  }

  /** Returns the counter of reports of which this became. */
  public CounterDataPoint effects(Effect effect) {
    return effects.labelValues(effect.label());
  }

  /** Returns the counter of labels of this change. */
  public CounterDataPoint labels(Verdict verdict, Verdict previous) {
    return labels.labelValues(verdict.name(), previous.name());
  }

  /**
   * Returns the counter of dead letters.
   *
   * @param code the name of a {@code DeadLetterCode}, of which there is a closed set
   */
  public CounterDataPoint deadLetters(String code) {
    return deadLetters.labelValues(code);
  }

  /** Returns the counter of labels that came too late for any feature. */
  public CounterDataPoint tooLate() {
    return tooLate;
  }

  /** Notes how long the first label of a transaction took, in milliseconds. */
  public void delay(long millis) {
    delay.observe(Math.max(0, millis) / 1000.0);
  }

  /** Returns the gauge of reports that wait in a subtask. */
  public GaugeDataPoint waiting(int subtask) {
    return waiting.labelValues(Integer.toString(subtask));
  }

  private static Counter counter(
      PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private static double[] seconds(double[] days) {
    double[] seconds = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      seconds[i] = days[i] * TimeUnit.DAYS.toSeconds(1);
    }
    return seconds;
  }

  /** Creates the process's instance when it is first asked for. */
  private static final class OfProcess {
    private static final LearningMetrics INSTANCE =
        new LearningMetrics(ProcessMetrics.get().registry());

    private OfProcess() {}
  }
}
