package io.alcedo.model;

/**
 * Scores batches that were decided by the models of their line-up on the rows on which these decide
 * nothing: all rows for a shadow, those of the active model for a canary. One that fails leaves no
 * score and lets the next one try; once the batch is hurried no further one starts. A canary that
 * failed or was late when it was to decide on the batch is not asked again.
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
    for (int lane = LineUp.ACTIVE + 1; lane < lineUp.size() && !batch.hurried(); lane++) {
      if (lane != lineUp.canaryLane() || batch.failure(lane) == null) {
        scoring.score(batch, lane, false);
      }
    }
  }
}
