package io.alcedo.training.dataset;

import io.alcedo.features.FeaturePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * One feature that a model is trained on.
 *
 * @param name its name
 * @param hash the hash of its definition
 * @param family the family that stands for it in reasons
 */
public record TrainingFeature(String name, String hash, String family) {

  /** Returns the features of a plan, in the order of its vector. */
  public static List<TrainingFeature> of(FeaturePlan plan) {
    List<TrainingFeature> features = new ArrayList<>(plan.size());
    for (int i = 0; i < plan.size(); i++) {
      features.add(
          new TrainingFeature(plan.names().get(i), plan.hashes().get(i), plan.families().get(i)));
    }
    return features;
  }
}
