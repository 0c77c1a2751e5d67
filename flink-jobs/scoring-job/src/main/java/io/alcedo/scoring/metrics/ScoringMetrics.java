package io.alcedo.scoring.metrics;

import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The catalogue of the job's metrics. One instance a process lives as long as the process, so that
 * counters survive restarts of the job; operators ask for {@link #ofProcess()} when they open and
 * keep the handles they use. No label ever holds a card, a customer or a transaction.
 *
 * <p>Thread-safe; counting takes no lock.
 */
public final class ScoringMetrics {
  private static final double[] LATENCY_BOUNDS = {
    .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60
  };
  private static final double[] INFERENCE_BOUNDS = {
    .000_01, .000_025, .000_05, .000_1, .000_25, .000_5, .001, .002_5, .005, .01, .025, .05, .1, .5
  };
  private static final double[] BATCH_BOUNDS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

  private final PrometheusRegistry registry;
  private final Map<TransactionOutcome, CounterDataPoint> transactions =
      new EnumMap<>(TransactionOutcome.class);
  private final Map<Degradation, CounterDataPoint> degraded = new EnumMap<>(Degradation.class);
  private final CounterDataPoint[][] decisions;
  private final Counter deadLetters;
  private final Counter updates;
  private final Counter droppedSignals;
  private final Counter lateResults;
  private final Counter skippedReasons;
  private final Counter alerts;
  private final Histogram eventToDecision;
  private final Histogram inference;
  private final Histogram batchRows;
  private final Gauge queueLength;
  private final ModelMetrics model;
  private final SwapMetrics swaps;
  private final GuardMetrics guard;

  /**
   * Registers all metrics in a registry.
   *
   * @param registry takes the metrics; no other instance may share it
   * @param clock the time against which ages are told
   */
  public ScoringMetrics(PrometheusRegistry registry, InstantSource clock) {
    this.registry = registry;
    Counter outcomes =
        counter("alcedo_transactions", "Transactions read, by what happened to them.", "outcome");
    for (TransactionOutcome outcome : TransactionOutcome.values()) {
      transactions.put(outcome, outcomes.labelValues(outcome.label()));
    }
    deadLetters = counter("alcedo_dead_letters", "Records put aside, by code.", "code");
    updates = counter("alcedo_updates", "Labels and outcomes applied to profiles.", "kind");
    droppedSignals =
        counter("alcedo_dropped_signals", "Signals dropped because they are not declared.");
    decisions = decisions();
    Counter degradedDecisions =
        counter("alcedo_degraded_decisions", "Decisions less than the best, by kind.", "kind");
    for (Degradation kind : Degradation.values()) {
      if (kind != Degradation.UNKNOWN && kind != Degradation.NONE) {
        degraded.put(kind, degradedDecisions.labelValues(kind.name()));
      }
    }
    lateResults =
        counter("alcedo_late_results", "Scores that came after the fallback had decided.");
    skippedReasons =
        counter("alcedo_skipped_reasons", "Decisions whose reasons were left out under pressure.");
    alerts = counter("alcedo_alerts", "Alerts raised.");
    eventToDecision =
        histogram(
            "alcedo_event_to_decision_seconds",
            "Time from the broker's append of a transaction to its decision.",
            LATENCY_BOUNDS);
    inference =
        histogram("alcedo_inference_seconds", "Time of one call of the model.", INFERENCE_BOUNDS);
    batchRows = histogram("alcedo_batch_rows", "Rows in one call of the model.", BATCH_BOUNDS);
    queueLength =
        Gauge.builder()
            .name("alcedo_queue_length")
            .help("Transactions that wait for the model, by subtask.")
            .labelNames("subtask")
            .register(registry);
    model = new ModelMetrics(registry, clock);
    swaps = new SwapMetrics(registry);
    guard = new GuardMetrics(registry);
  }

  /** Returns the metrics of this process. */
  public static ScoringMetrics ofProcess() {
    return OfProcess.INSTANCE;
  }

  /**
   * Registers the catalogue with a data point of every metric, so that a reference page can be made
   * of the registry.
   */
  public static void catalogue(PrometheusRegistry registry) {
    ScoringMetrics metrics = new ScoringMetrics(registry, InstantSource.fixed(Instant.EPOCH));
    metrics.deadLetters("code");
    metrics.updates("kind");
    metrics.queueLength(0);
    metrics.model().loaded("name", "version", Instant.EPOCH, List.of("feature"));
    metrics.model().threshold(0, Decision.REVIEW);
    metrics.swaps().refusals("code");
    metrics.swaps().generation(0);
    metrics.guard().rollbacks("reason");
    metrics.guard().failures("cause");
  }

  /** Returns the counter of transactions to which this happened. */
  public CounterDataPoint transactions(TransactionOutcome outcome) {
    return Objects.requireNonNull(transactions.get(outcome));
  }

  /**
   * Returns the counter of dead letters of a code.
   *
   * @param code the name of a {@code DeadLetterCode}, of which there is a closed set
   */
  public CounterDataPoint deadLetters(String code) {
    return deadLetters.labelValues(code);
  }

  /**
   * Returns the counter of updates of profiles.
   *
   * @param kind {@code label}, {@code outcome}, or one of these with what became of it
   */
  public CounterDataPoint updates(String kind) {
    return updates.labelValues(kind);
  }

  /** Returns the counter of signals that no setting declares. */
  public CounterDataPoint droppedSignals() {
    return droppedSignals;
  }

  /** Returns the counter of decisions from this source. */
  public CounterDataPoint decisions(Decision decision, DecisionSource source) {
    return decisions[decision.ordinal()][source.ordinal()];
  }

  /** Returns the counter of decisions degraded in this way; NONE and UNKNOWN have none. */
  public CounterDataPoint degraded(Degradation kind) {
    CounterDataPoint counter = degraded.get(kind);
    if (counter == null) {
      throw new IllegalArgumentException("A degraded decision is of a counted kind: kind=" + kind);
    }
    return counter;
  }

  /** Returns the counter of scores that came too late. */
  public CounterDataPoint lateResults() {
    return lateResults;
  }

  /** Returns the counter of decisions without the reasons they were due. */
  public CounterDataPoint skippedReasons() {
    return skippedReasons;
  }

  /** Returns the counter of alerts. */
  public CounterDataPoint alerts() {
    return alerts;
  }

  /** Returns the histogram of seconds from append to decision. */
  public Histogram eventToDecision() {
    return eventToDecision;
  }

  /** Returns the histogram of seconds of a model call. */
  public Histogram inference() {
    return inference;
  }

  /** Returns the histogram of rows of a model call. */
  public Histogram batchRows() {
    return batchRows;
  }

  /** Returns the gauge of what waits for the model in a subtask. */
  public GaugeDataPoint queueLength(int subtask) {
    return queueLength.labelValues(Integer.toString(subtask));
  }

  /** Returns what is told of the model. */
  public ModelMetrics model() {
    return model;
  }

  /** Returns what is told of models that come and go. */
  public SwapMetrics swaps() {
    return swaps;
  }

  /** Returns what is told of the guard over promoted models. */
  public GuardMetrics guard() {
    return guard;
  }

  private CounterDataPoint[][] decisions() {
    Counter counter =
        counter("alcedo_decisions", "Decisions, by decision and source.", "decision", "source");
    CounterDataPoint[][] points =
        new CounterDataPoint[Decision.values().length][DecisionSource.values().length];
    for (Decision decision : Decision.values()) {
      for (DecisionSource source : DecisionSource.values()) {
        points[decision.ordinal()][source.ordinal()] =
            counter.labelValues(decision.name(), source.name());
      }
    }
    return points;
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Histogram histogram(String name, String help, double... bounds) {
    return Histogram.builder().name(name).help(help).classicUpperBounds(bounds).register(registry);
  }

  /** Creates the process's instance when it is first asked for. */
  private static final class OfProcess {
    private static final ScoringMetrics INSTANCE =
        new ScoringMetrics(ProcessMetrics.get().registry(), InstantSource.system());

    private OfProcess() {}
  }
}
