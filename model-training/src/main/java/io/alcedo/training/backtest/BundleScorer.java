package io.alcedo.training.backtest;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.Explainer;
import io.alcedo.model.Explanation;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.model.ScoringException;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle as a host would run it, scoring whole sets: loaded by the code that loads it live, its
 * features bound by name and hash, on the CPU. Owns native memory until closed; for one thread.
 */
public final class BundleScorer implements AutoCloseable {
  private static final int SLICE_ROWS = 1_024;

  private final OnnxModel model;
  private final FeatureBinding binding;
  private final Explainer explainer;

  private BundleScorer(OnnxModel model, FeatureBinding binding) {
    this.model = model;
    this.binding = binding;
    this.explainer = new Explainer(model.bundle().manifest().features(), model);
  }

  /**
   * Loads a bundle.
   *
   * @param features the features of the sets that it is to score, in their order
   * @throws TrainingException BUNDLE, where it does not load or needs other features
   */
  public static BundleScorer open(Path directory, List<TrainingFeature> features)
      throws TrainingException {
    try {
      ModelBundle bundle = ModelBundle.read(directory);
      FeatureBinding binding = bind(bundle.manifest(), features);
      return new BundleScorer(
          OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT), binding);
    } catch (BundleException e) {
      throw new TrainingException(
          Code.BUNDLE,
          "A bundle scores what its host computes: bundle=" + directory + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * Finds a bundle's features among these.
   *
   * @throws BundleException naming every feature that is missing or defined otherwise
   */
  public static FeatureBinding bind(BundleManifest manifest, List<TrainingFeature> features)
      throws BundleException {
    return FeatureBinding.bind(
        manifest,
        features.stream().map(TrainingFeature::name).toList(),
        features.stream().map(TrainingFeature::hash).toList());
  }

  /** Returns what the bundle says of its model. */
  public BundleManifest manifest() {
    return model.bundle().manifest();
  }

  /**
   * Returns the score of each row.
   *
   * @throws TrainingException BUNDLE, where the runtime fails
   */
  public float[] scores(TrainingSet set) throws TrainingException {
    float[] scores = new float[set.size()];
    float[] slice = new float[SLICE_ROWS];
    float[] vector = new float[set.featureCount()];
    float[] rows = new float[SLICE_ROWS * binding.size()];
    try {
      for (int from = 0; from < scores.length; from += SLICE_ROWS) {
        int count = Math.min(SLICE_ROWS, scores.length - from);
        for (int i = 0; i < count; i++) {
          set.copyVector(from + i, vector, 0);
          binding.gather(vector, rows, i * binding.size());
        }
        model.score(rows, count, slice);
        System.arraycopy(slice, 0, scores, from, count);
      }
      return scores;
    } catch (ScoringException e) {
      throw new TrainingException(Code.BUNDLE, "A bundle scores every row: " + e.getMessage(), e);
    }
  }

  /**
   * Returns why a row has its score, by the code that says so live.
   *
   * @throws TrainingException BUNDLE, where the runtime fails
   */
  Explanation explain(TrainingSet set, int row, float score) throws TrainingException {
    float[] vector = new float[set.featureCount()];
    float[] input = new float[binding.size()];
    set.copyVector(row, vector, 0);
    binding.gather(vector, input, 0);
    try {
      return explainer.explain(input, score);
    } catch (ScoringException e) {
      throw new TrainingException(
          Code.BUNDLE, "A bundle scores what explains a row: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
