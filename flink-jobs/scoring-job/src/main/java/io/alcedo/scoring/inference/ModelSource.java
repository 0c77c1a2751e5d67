package io.alcedo.scoring.inference;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleException;
import java.io.Serializable;

/** Says which model scores, as a job graph carries it; each subtask loads its own session. */
public interface ModelSource extends Serializable {
  /**
   * Loads the model, checked and warm.
   *
   * @param plan the features that the job computes
   * @throws BundleException where the bundle is wrong, or needs a feature that the plan lacks; the
   *     message names what
   */
  LoadedModel load(FeaturePlan plan) throws BundleException;
}
