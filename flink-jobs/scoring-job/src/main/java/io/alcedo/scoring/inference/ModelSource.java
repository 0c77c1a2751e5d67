package io.alcedo.scoring.inference;

import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.ServedModel;
import io.alcedo.registry.ModelVersion;
import java.io.Serializable;

/**
 * Where the models of rosters come from, as a job graph carries it; each subtask loads sessions of
 * its own. Any thread.
 */
public interface ModelSource extends Serializable {
  /**
   * Loads a model, checked and warm, with one holder: the caller.
   *
   * @param modelName the model
   * @param version which version of it
   * @param union the features that the job computes
   * @throws BundleException where the bundle is wrong, or needs a feature that the union lacks; the
   *     message names what
   */
  ServedModel load(String modelName, ModelVersion version, FeatureUnion union)
      throws BundleException;
}
