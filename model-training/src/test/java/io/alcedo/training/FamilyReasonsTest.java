package io.alcedo.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.Explainer;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.training.boosting.BoostedModel;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the reasons of alerts against SHAP: windows of one thing, correlated as they are in
 * traffic, make up families; the first family named should be the one with the largest sum of SHAP
 * values.
 */
class FamilyReasonsTest {
  private static final String[] FAMILIES = {
    "amount", "velocity", "novelty", "place", "terminal_risk", "device", "time"
  };

  /** How many correlated windows each family has. */
  private static final int[] WINDOWS = {4, 4, 2, 2, 3, 2, 1};

  private static final double SHARE = 0.95;

  @TempDir private Path directory;

  @Test
  void nameTheFamilyWithTheLargestSumOfShapFirst() throws Exception {
    long seed = 20_260_501;
    TrainingSettings settings = TrainingSettings.fast("reasons");
    Path place = directory.resolve("bundle");
    try (TrainedModel trained =
        new ModelTrainer(settings, InstantSource.system())
            .train(traffic(40_000, seed), features(), null, TrainingProgress.NONE)) {
      trained.writeTo(place, TrainingProgress.NONE);
      TrainingSet test = traffic(40_000, seed + 1);
      float[] scores = trained.fitted().predict(test);
      BoostedModel boosted = (BoostedModel) trained.fitted().uncalibrated();
      int alerts = 0;
      int agreeing = 0;
      try (OnnxModel model =
          OnnxModel.open(ModelBundle.read(place), ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
        Explainer explainer = new Explainer(trained.manifest().features(), model);
        float[] vector = new float[test.featureCount()];
        for (int row = 0; row < test.size(); row++) {
          if (trained.manifest().thresholds().reviews(scores[row])) {
            test.copyVector(row, vector, 0);
            String first = explainer.explain(vector, scores[row]).contributions().get(0).family();
            alerts++;
            agreeing += first.equals(largestShap(boosted, vector)) ? 1 : 0;
          }
        }
      }
      assertThat(alerts).isGreaterThan(200);
      assertThat((double) agreeing / alerts)
          .as("share of alerts whose first reason is SHAP's, seed=" + seed + ", alerts=" + alerts)
          .isGreaterThanOrEqualTo(SHARE);
    }
  }

  private static String largestShap(BoostedModel model, float[] vector) throws TrainingException {
    float[] values = model.contributions(vector, 1)[0];
    List<TrainingFeature> features = features();
    Map<String, Double> sums = new HashMap<>();
    for (int i = 0; i < features.size(); i++) {
      sums.merge(features.get(i).family(), (double) values[i], Double::sum);
    }
    return sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static List<TrainingFeature> features() {
    List<TrainingFeature> features = new ArrayList<>();
    for (int family = 0; family < FAMILIES.length; family++) {
      for (int window = 0; window < WINDOWS[family]; window++) {
        String name = FAMILIES[family] + "_" + window;
        features.add(new TrainingFeature(name, "hash_" + name, FAMILIES[family]));
      }
    }
    return features;
  }

  /**
   * Traffic in which a fraud shows in one family or, one in four, in two, in all of its windows.
   */
  private static TrainingSet traffic(int rows, long seed) {
    Random random = new Random(seed);
    List<String> names = features().stream().map(TrainingFeature::name).toList();
    TrainingSet.Builder builder = TrainingSet.builder(names);
    float[] vector = new float[names.size()];
    double[] shift = new double[FAMILIES.length];
    for (int row = 0; row < rows; row++) {
      boolean fraud = random.nextInt(50) == 0;
      for (int family = 0; family < shift.length; family++) {
        shift[family] = 0;
      }
      if (fraud) {
        int kinds = random.nextInt(4) == 0 ? 2 : 1;
        for (int kind = 0; kind < kinds; kind++) {
          shift[random.nextInt(FAMILIES.length - 1)] = 2 + 2 * random.nextDouble();
        }
      }
      fill(vector, shift, random);
      builder.add(vector, fraud, row * 1_000L, row * 1_000L);
    }
    return builder.build();
  }

  private static void fill(float[] vector, double[] shift, Random random) {
    int place = 0;
    for (int family = 0; family < FAMILIES.length; family++) {
      double shared = random.nextGaussian() + shift[family];
      boolean missing = random.nextInt(12) == 0 && shift[family] == 0;
      for (int window = 0; window < WINDOWS[family]; window++) {
        double value = shared + 0.4 * random.nextGaussian();
        vector[place++] = missing ? Float.NaN : (float) (family % 2 == 0 ? Math.exp(value) : value);
      }
    }
  }
}
