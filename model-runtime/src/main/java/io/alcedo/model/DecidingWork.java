package io.alcedo.model;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Scores batches by the models that decide, then explains those rows that ask for it. The active
 * model scores every row; a canary scores beside it those on which it is to decide, within a stated
 * time, and is compared on the others by {@link ShadowWork}. Where the canary fails or is late the
 * active model decides, and where that fails the former one, as far as there is one that can.
 */
public final class DecidingWork implements BatchWork {
  private final InferenceSettings settings;
  private final InferenceListener listener;
  private final LaneScoring scoring;
  private final CanaryCall canary;
  private int[] asking = {};
  private float[] rows = {};
  private float[] scores = {};
  private int[] which = {};

  /** The work of one worker. */
  public DecidingWork(InferenceSettings settings, InferenceListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.scoring = new LaneScoring(listener);
    this.canary = new CanaryCall(settings, listener);
  }

  @Override
  public void compute(ScoringBatch batch, boolean underPressure) {
    LineUp lineUp = batch.lineUp();
    boolean asked =
        lineUp.hasCanary() && canary.ask(batch, lineUp.canaryLane(), mostExplained(underPressure));
    scoring.score(batch, LineUp.ACTIVE, false);
    if (asked) {
      canary.take(batch);
    }
    if (settle(batch) && lineUp.formerLane() != LineUp.NOBODY) {
      scoreByFormer(batch, lineUp.formerLane());
    }
    explain(batch, underPressure);
  }

  private int mostExplained(boolean underPressure) {
    return underPressure ? settings.mostExplainedUnderPressure() : settings.mostExplained();
  }

  /** Gives rows whose model has failed to the active one; returns whether any has no score yet. */
  private static boolean settle(ScoringBatch batch) {
    boolean open = false;
    for (int row = 0; row < batch.size(); row++) {
      int lane = batch.lane(row);
      if (lane == LineUp.NOBODY || Float.isNaN(batch.score(row, lane))) {
        batch.decide(
            row, Float.isNaN(batch.score(row, LineUp.ACTIVE)) ? LineUp.NOBODY : LineUp.ACTIVE);
        open |= batch.lane(row) == LineUp.NOBODY;
      }
    }
    return open;
  }

  private void scoreByFormer(ScoringBatch batch, int former) {
    if (former == batch.lineUp().canaryLane() && batch.failure(former) != null) {
      return;
    }
    scoring.score(batch, former, true);
    for (int row = 0; row < batch.size(); row++) {
      if (batch.lane(row) == LineUp.NOBODY && !Float.isNaN(batch.score(row, former))) {
        batch.decide(row, former);
      }
    }
  }

  private void explain(ScoringBatch batch, boolean underPressure) {
    int count = asking(batch);
    if (count == 0) {
      return;
    }
    long start = System.nanoTime();
    int explained = Math.min(count, mostExplained(underPressure));
    if (explained < count) {
      highestFirst(asking, count, batch::score);
    }
    for (int lane = 0; lane < batch.lineUp().size() && explained > 0; lane++) {
      explainLane(batch, lane, explained);
    }
    for (int i = explained; i < count; i++) {
      batch.explain(asking[i], Explanation.SKIPPED);
    }
    listener.explained(explained, count - explained, System.nanoTime() - start);
  }

  /** Notes the rows that ask for reasons, but the canary's, and returns how many they are. */
  private int asking(ScoringBatch batch) {
    if (asking.length < batch.capacity()) {
      asking = new int[batch.capacity()];
      which = new int[batch.capacity()];
      scores = new float[batch.capacity()];
    }
    LineUp lineUp = batch.lineUp();
    int explainedAlready = lineUp.canaryLane();
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      int lane = batch.lane(row);
      if (lane != LineUp.NOBODY
          && lane != explainedAlready
          && batch.score(row) >= lineUp.model(lane).explainFrom()) {
        asking[count++] = row;
      }
    }
    return count;
  }

  /** Sorts the first {@code count} rows by their scores. */
  static void highestFirst(int[] rows, int count, IntToDoubleFunction score) {
    int[] sorted =
        Arrays.stream(rows, 0, count)
            .boxed()
            .sorted(
                (left, right) ->
                    Double.compare(score.applyAsDouble(right), score.applyAsDouble(left)))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, rows, 0, count);
  }

  /** Explains those of the first {@code most} asking rows on which this lane decides. */
  private void explainLane(ScoringBatch batch, int lane, int most) {
    ServedModel model = batch.lineUp().model(lane);
    int features = model.binding().size();
    if (rows.length < most * features) {
      rows = new float[batch.capacity() * features];
    }
    int count = 0;
    for (int i = 0; i < most; i++) {
      int row = asking[i];
      if (batch.lane(row) == lane) {
        model.binding().gather(batch.vector(row), rows, count * features);
        scores[count] = batch.score(row);
        which[count++] = row;
      }
    }
    try {
      model
          .explainer()
          .explain(rows, scores, count, (at, reasons) -> batch.explain(which[at], reasons));
    } catch (Throwable e) {
      listener.failed(model, 0, e);
      for (int i = 0; i < count; i++) {
        batch.explain(which[i], Explanation.SKIPPED);
      }
    }
  }
}
