package io.alcedo.model;

/**
 * Scores batches that were decided by the models of their line-up that decide nothing. One that
 * fails leaves no score and lets the next one try; once the batch is hurried no further one starts.
 */
public final class ShadowWork implements BatchWork {
  private final LaneScoring scoring;

  /** The work of one worker. */
  public ShadowWork(InferenceListener listener) {
    this.scoring = new LaneScoring(listener);
  }

  @Override
  public void compute(ScoringBatch batch, boolean underPressure) {
    LineUp lineUp = batch.lineUp();
    for (int lane = lineUp.deciders(); lane < lineUp.size() && !batch.hurried(); lane++) {
      scoring.score(batch, lane, false);
    }
  }
}
