package io.alcedo.model;

import java.util.Arrays;

/**
 * Scores batches by the models that decide, then explains those rows that ask for it. Where the
 * model that is to decide fails, the active one decides, and where that fails the former one, as
 * far as there is one that can.
 */
public final class DecidingWork implements BatchWork {
  private final InferenceSettings settings;
  private final InferenceListener listener;
  private final LaneScoring scoring;
  private int[] asking = {};
  private float[] rows = {};
  private float[] scores = {};
  private int[] which = {};

  /** The work of one worker. */
  public DecidingWork(InferenceSettings settings, InferenceListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.scoring = new LaneScoring(listener);
  }

  @Override
  public void compute(ScoringBatch batch, boolean underPressure) {
    LineUp lineUp = batch.lineUp();
    for (int lane = 0; lane < lineUp.deciders(); lane++) {
      scoring.score(batch, lane, false);
    }
    if (settle(batch) && lineUp.formerLane() != LineUp.NOBODY) {
      scoring.score(batch, lineUp.formerLane(), true);
      settleByFormer(batch, lineUp.formerLane());
    }
    explain(batch, underPressure);
  }

  /** Gives rows whose model has failed to the active one; returns whether any has no score yet. */
  private static boolean settle(ScoringBatch batch) {
    boolean open = false;
    for (int row = 0; row < batch.size(); row++) {
      int lane = batch.lane(row);
      if (lane == LineUp.NOBODY || Float.isNaN(batch.score(row, lane))) {
        batch.decide(row, Float.isNaN(batch.score(row, 0)) ? LineUp.NOBODY : 0);
        open |= batch.lane(row) == LineUp.NOBODY;
      }
    }
    return open;
  }

  private static void settleByFormer(ScoringBatch batch, int former) {
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
    int most = underPressure ? settings.mostExplainedUnderPressure() : settings.mostExplained();
    int explained = Math.min(count, most);
    if (explained < count) {
      highestFirst(batch, count);
    }
    for (int lane = 0; lane < batch.lineUp().size() && explained > 0; lane++) {
      explainLane(batch, lane, explained);
    }
    for (int i = explained; i < count; i++) {
      batch.explain(asking[i], Explanation.SKIPPED);
    }
    listener.explained(explained, count - explained, System.nanoTime() - start);
  }

  /** Notes the rows that ask for reasons and returns how many they are. */
  private int asking(ScoringBatch batch) {
    if (asking.length < batch.capacity()) {
      asking = new int[batch.capacity()];
      which = new int[batch.capacity()];
      scores = new float[batch.capacity()];
    }
    LineUp lineUp = batch.lineUp();
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      int lane = batch.lane(row);
      if (lane != LineUp.NOBODY && batch.score(row) >= lineUp.model(lane).explainFrom()) {
        asking[count++] = row;
      }
    }
    return count;
  }

  private void highestFirst(ScoringBatch batch, int count) {
    int[] sorted =
        Arrays.stream(asking, 0, count)
            .boxed()
            .sorted((left, right) -> Float.compare(batch.score(right), batch.score(left)))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, asking, 0, count);
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
