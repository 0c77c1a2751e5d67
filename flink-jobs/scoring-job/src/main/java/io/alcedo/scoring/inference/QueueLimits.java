package io.alcedo.scoring.inference;

import io.alcedo.operations.settings.AlcedoConfig;

/**
 * How much a score operator gathers and waits for.
 *
 * @param maxBatch the most rows of a batch
 * @param pressureRows how many wait when reasons and shadows begin to give way to scores
 * @param shadowPatienceMillis how long a decided batch waits for its shadows
 */
record QueueLimits(int maxBatch, int pressureRows, long shadowPatienceMillis) {
  /** Half of what may wait: beyond it the models lag behind, and scores come first. */
  static QueueLimits of(AlcedoConfig.Model model) {
    return new QueueLimits(
        model.maxBatch(),
        Math.max(model.maxBatch(), model.maxPending() / 2),
        model.shadowPatience().toMillis());
  }
}
