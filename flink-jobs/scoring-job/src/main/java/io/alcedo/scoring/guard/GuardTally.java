package io.alcedo.scoring.guard;

import io.alcedo.model.LineUp;
import io.alcedo.model.ScoringBatch;
import io.alcedo.model.ScoringException;
import io.alcedo.model.ServedModel;
import io.alcedo.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the models of a score subtask do until it is asked. A model calls for attention from
 * a score that stays while its line-up is in use, whatever thresholds follow the scores: two models
 * can be compared only by thresholds that stand still. Owned by the task.
 */
public final class GuardTally {
  private final long slowNanos;
  private final ToDoubleFunction<ServedModel> attention;
  private LineUp lineUp;
  private Counts[] counts;
  private double[] attentionFrom;
  private boolean any;
  private long pairs;
  private long activeOnly;
  private long formerOnly;
  private long both;
  private ScoreHistogram activePaired = new ScoreHistogram();
  private ScoreHistogram formerPaired = new ScoreHistogram();

  /** What is counted of one model. */
  private static final class Counts {
    final ScoreHistogram scores = new ScoreHistogram();
    long asked;
    long failed;
    long invalid;
    long failedCalls;
    long calls;
    long slowCalls;
  }

  /**
   * Starts to count.
   *
   * @param slowNanos how long a call may take
   * @param attention from which score on a model calls for attention; asked once a line-up
   */
  public GuardTally(long slowNanos, ToDoubleFunction<ServedModel> attention, LineUp lineUp) {
    this.slowNanos = slowNanos;
    this.attention = attention;
    this.attentionFrom = lineUp.models().stream().mapToDouble(attention).toArray();
    this.lineUp = lineUp;
    this.counts = counts(lineUp);
  }

  private static Counts[] counts(LineUp lineUp) {
    Counts[] counts = new Counts[lineUp.size()];
    for (int lane = 0; lane < counts.length; lane++) {
      counts[lane] = new Counts();
    }
    return counts;
  }

  /**
   * Counts a batch that goes out. One of an earlier line-up is left out.
   *
   * @param complete whether the models have had their turn on what they do not decide; else only
   *     the active one is counted, which scores all in any case
   */
  public void count(ScoringBatch batch, boolean complete) {
    if (batch.lineUp() != lineUp) {
      return;
    }
    any = true;
    int lanes = complete ? lineUp.size() : LineUp.ACTIVE + 1;
    for (int lane = 0; lane < lanes; lane++) {
      count(batch, lane);
    }
    if (complete && lineUp.formerLane() != LineUp.NOBODY) {
      countPairs(batch);
    }
  }

  private void count(ScoringBatch batch, int lane) {
    Counts of = counts[lane];
    ServedModel model = lineUp.model(lane);
    float scale = ScoreHistogram.scale(attentionFrom[lane]);
    long nanos = batch.nanos(lane);
    if (nanos > 0) {
      of.calls++;
      of.slowCalls += nanos > slowNanos ? 1 : 0;
    }
    boolean invalid =
        batch.failure(lane) instanceof ScoringException e
            && e.problem() == ScoringException.Problem.INVALID_SCORE;
    long failedBefore = of.failed;
    for (int row = 0; row < batch.size(); row++) {
      if (!model.covers(batch.planned(row))) {
        continue;
      }
      of.asked++;
      float score = batch.score(row, lane);
      if (Float.isNaN(score)) {
        of.failed++;
        of.invalid += invalid ? 1 : 0;
      } else {
        of.scores.add(score, scale);
      }
    }
    of.failedCalls += of.failed > failedBefore ? 1 : 0;
  }

  private void countPairs(ScoringBatch batch) {
    double activeFrom = attentionFrom[0];
    double formerFrom = attentionFrom[lineUp.formerLane()];
    float activeScale = ScoreHistogram.scale(activeFrom);
    float formerScale = ScoreHistogram.scale(formerFrom);
    for (int row = 0; row < batch.size(); row++) {
      float active = batch.score(row, 0);
      float former = batch.score(row, lineUp.formerLane());
      if (Float.isNaN(active) || Float.isNaN(former)) {
        continue;
      }
      pairs++;
      activePaired.add(active, activeScale);
      formerPaired.add(former, formerScale);
      boolean activeAlerts = active >= activeFrom;
      boolean formerAlerts = former >= formerFrom;
      both += activeAlerts && formerAlerts ? 1 : 0;
      activeOnly += activeAlerts && !formerAlerts ? 1 : 0;
      formerOnly += formerAlerts && !activeAlerts ? 1 : 0;
    }
  }

  /** Counts by another line-up from now on; what was not asked for by now is lost. */
  public void use(LineUp next) {
    lineUp = next;
    attentionFrom = next.models().stream().mapToDouble(attention).toArray();
    reset();
  }

  /** Returns what was counted, and begins anew; null where nothing was. */
  public @Nullable WindowSummary take() {
    if (!any) {
      return null;
    }
    List<ModelWindow> models = new ArrayList<>();
    for (int lane = 0; lane < counts.length; lane++) {
      ServedModel model = lineUp.model(lane);
      Counts of = counts[lane];
      models.add(
          new ModelWindow(
              new ModelVersion(model.manifest().version(), model.digest()),
              of.asked,
              of.failed,
              of.invalid,
              of.failedCalls,
              of.calls,
              of.slowCalls,
              of.scores));
    }
    boolean guarded = lineUp.formerLane() != LineUp.NOBODY;
    PairWindow pair =
        guarded
            ? new PairWindow(pairs, activeOnly, formerOnly, both, activePaired, formerPaired)
            : null;
    WindowSummary summary =
        new WindowSummary(lineUp.generation(), models, lineUp.formerLane(), pair);
    reset();
    return summary;
  }

  private void reset() {
    counts = counts(lineUp);
    any = false;
    pairs = 0;
    activeOnly = 0;
    formerOnly = 0;
    both = 0;
    activePaired = new ScoreHistogram();
    formerPaired = new ScoreHistogram();
  }
}
