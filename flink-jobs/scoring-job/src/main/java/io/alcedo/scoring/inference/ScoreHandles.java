package io.alcedo.scoring.inference;

import io.alcedo.model.BundleManifest;
import io.alcedo.model.InferenceListener;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ServedModel;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.metrics.SwapMetrics;
import io.alcedo.scoring.metrics.TransactionOutcome;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics that one score operator touches, resolved once. Its part as a listener is called by
 * the deciding thread, the rest by the task's.
 */
final class ScoreHandles implements InferenceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ScoreHandles.class);
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final ScoringMetrics metrics;
  private final CounterDataPoint scoredTransactions;
  private final CounterDataPoint[][] decisions;
  private final CounterDataPoint late;
  private final CounterDataPoint failed;
  private final CounterDataPoint cpuFallbacks;
  private final CounterDataPoint tooLate;
  private final CounterDataPoint skippedReasons;
  private final DistributionDataPoint eventToDecision;
  private final DistributionDataPoint inference;
  private final DistributionDataPoint batchRows;
  private final GaugeDataPoint queueLength;
  private final GaugeDataPoint generation;
  private final GaugeDataPoint reviewFrom;
  private final GaugeDataPoint declineFrom;
  private final SwapMetrics swaps;
  private final AtomicLong failures = new AtomicLong();

  ScoreHandles(ScoringMetrics metrics, int subtask) {
    this.metrics = metrics;
    scoredTransactions = metrics.transactions(TransactionOutcome.SCORED);
    decisions = new CounterDataPoint[Decision.values().length][DecisionSource.values().length];
    for (Decision decision : Decision.values()) {
      for (DecisionSource source : DecisionSource.values()) {
        decisions[decision.ordinal()][source.ordinal()] = metrics.decisions(decision, source);
      }
    }
    late = metrics.degraded(Degradation.MODEL_LATE);
    failed = metrics.degraded(Degradation.MODEL_FAILED);
    cpuFallbacks = metrics.degraded(Degradation.CPU_FALLBACK);
    tooLate = metrics.lateResults();
    skippedReasons = metrics.skippedReasons();
    eventToDecision = metrics.eventToDecision();
    inference = metrics.inference();
    batchRows = metrics.batchRows();
    queueLength = metrics.queueLength(subtask);
    swaps = metrics.swaps();
    generation = swaps.generation(subtask);
    reviewFrom = metrics.model().threshold(subtask, Decision.REVIEW);
    declineFrom = metrics.model().threshold(subtask, Decision.DECLINE);
  }

  /** Tells which assignment is followed, and what became of it. */
  void followed(long generationNumber, SwapMetrics.Result result) {
    generation.set(generationNumber);
    swaps.swaps(result).inc();
  }

  /** Counts a roster that was refused as a whole. */
  void refusedRoster() {
    swaps.swaps(SwapMetrics.Result.REFUSED).inc();
  }

  void refused(String code) {
    swaps.refusals(code).inc();
  }

  void shadowSkipped() {
    swaps.skippedShadows().inc();
  }

  /** Returns what hears of the shadows' calls. */
  InferenceListener shadows() {
    return new InferenceListener() {
      @Override
      public void failed(ServedModel model, int rows, Throwable failure) {
        swaps.shadowFailures().inc(rows);
        log(model, rows, failure);
      }
    };
  }

  /** Tells which model decides, and returns what counts its missing features. */
  MissingCounter modelActive(ServedModel model) {
    BundleManifest manifest = model.manifest();
    return new MissingCounter(
        model.binding().positions(),
        metrics
            .model()
            .loaded(
                manifest.name(),
                manifest.version(),
                manifest.createdAt(),
                manifest.features().stream().map(ModelFeature::name).toList()));
  }

  void queueLength(int rows) {
    queueLength.set(rows);
  }

  void tooLate() {
    tooLate.inc();
  }

  void decided(Scored scored) {
    scoredTransactions.inc();
    reviewFrom.set(scored.thresholds().review());
    declineFrom.set(scored.thresholds().decline());
    decisions[scored.decided().decision().ordinal()][scored.decided().source().ordinal()].inc();
    switch (scored.degradation()) {
      case MODEL_LATE -> late.inc();
      case MODEL_FAILED -> failed.inc();
      case CPU_FALLBACK -> cpuFallbacks.inc();
      default -> {}
    }
    if (scored.reasonsSkipped()) {
      skippedReasons.inc();
    }
    long waited = scored.scoredAtMillis() - scored.event().origin().appendTimeMillis();
    eventToDecision.observe(Math.max(0, waited) / MILLIS);
  }

  @Override
  public void scored(ServedModel model, int rows, long nanos) {
    batchRows.observe(rows);
    inference.observe(nanos / NANOS);
  }

  @Override
  public void failed(ServedModel model, int rows, Throwable failure) {
    swaps.failures().inc(rows);
    log(model, rows, failure);
  }

  /** The first failure and every thousandth after it are logged: all are counted. */
  private void log(ServedModel model, int rows, Throwable failure) {
    if (failures.getAndIncrement() % 1000 == 0) {
      LOG.error("A model failed: version={}, rows={}", model.manifest().version(), rows, failure);
    }
  }
}
