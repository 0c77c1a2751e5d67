package io.alcedo.model;

/** Scores rows of a batch by the model of one lane. Reuses its buffers: one a thread. */
final class LaneScoring {
  private final InferenceListener listener;
  private int[] which = {};
  private float[] rows = {};
  private float[] scores = {};

  LaneScoring(InferenceListener listener) {
    this.listener = listener;
  }

  /**
   * Scores those rows that the model of a lane can score and has not.
   *
   * @param undecidedOnly whether rows that another model has decided on are left out
   */
  void score(ScoringBatch batch, int lane, boolean undecidedOnly) {
    ServedModel model = batch.lineUp().model(lane);
    int count = gather(batch, lane, model, undecidedOnly);
    if (count == 0) {
      return;
    }
    long start = System.nanoTime();
    try {
      model.scorer().score(rows, count, scores);
    } catch (Throwable e) {
      batch.failed(lane, e);
      listener.failed(model, count, e);
      return;
    }
    long time = System.nanoTime() - start;
    batch.took(lane, time);
    listener.scored(model, count, time);
    for (int i = 0; i < count; i++) {
      batch.score(which[i], lane, scores[i]);
    }
  }

  private int gather(ScoringBatch batch, int lane, ServedModel model, boolean undecidedOnly) {
    int features = model.binding().size();
    if (which.length < batch.capacity()) {
      which = new int[batch.capacity()];
      scores = new float[batch.capacity()];
    }
    if (rows.length < batch.capacity() * features) {
      rows = new float[batch.capacity() * features];
    }
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (model.covers(batch.planned(row))
          && Float.isNaN(batch.score(row, lane))
          && !(undecidedOnly && batch.lane(row) != LineUp.NOBODY)) {
        model.binding().gather(batch.vector(row), rows, count * features);
        which[count++] = row;
      }
    }
    return count;
  }
}
