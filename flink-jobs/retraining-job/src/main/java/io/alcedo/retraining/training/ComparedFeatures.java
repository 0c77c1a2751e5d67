package io.alcedo.retraining.training;

import io.alcedo.features.FeatureColumns;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelFeature;
import io.alcedo.training.dataset.TrainingFeature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a row holds by which two models are compared: the features of both, each once by the hash of
 * its definition. Immutable.
 *
 * @param features in the order of the row
 */
record ComparedFeatures(List<TrainingFeature> features) {
  /** Copies the list. */
  ComparedFeatures {
    features = List.copyOf(features);
  }

  /** Returns the features of the first model, then those that only the second has. */
  static ComparedFeatures of(BundleManifest first, BundleManifest second) {
    List<TrainingFeature> features = new ArrayList<>();
    Set<String> hashes = new HashSet<>();
    for (BundleManifest model : List.of(first, second)) {
      for (ModelFeature feature : model.features()) {
        if (hashes.add(feature.hash())) {
          features.add(new TrainingFeature(feature.name(), feature.hash(), feature.family()));
        }
      }
    }
    return new ComparedFeatures(features);
  }

  /** Returns what stands where in a row. */
  FeatureColumns columns() {
    return new FeatureColumns(
        features.stream().map(TrainingFeature::name).toList(),
        features.stream().map(TrainingFeature::hash).toList());
  }
}
