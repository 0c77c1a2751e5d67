package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.scaling.Standardiser;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mixed precision, as far as processors without CUDA go: PyTorch multiplies halves there too. */
class NetworkFitTest {
  private static final TrainingSet SET = SyntheticRows.rows(5_000, 6, 3, 0);

  @Test
  void learnsInMixedPrecision() throws Exception {
    NeuralSettings settings =
        new NeuralSettings(
            List.of(16, 8),
            0.1,
            new Learning(6, 256, 0.01, 0.0001, 1),
            1,
            0,
            StoppingMetric.AVERAGE_PRECISION,
            true,
            20,
            new Hardware(ExecutionTarget.CUDA, Precision.MIXED, 1),
            1);
    TrainingSet train = SyntheticRows.part(SET, 0, 4_000);
    TrainingSet validation = SyntheticRows.part(SET, 4_000, 5_000);
    Standardiser standardiser = Standardiser.of(train, 20, true);
    Random random = new Random(1);
    Network network =
        Network.random(
            Torch.arrays(ExecutionTarget.CPU),
            standardiser.columns(),
            settings.layers(),
            -4,
            random);
    try (NeuralModel model = new NeuralModel(standardiser, network, Map.of())) {
      synchronized (Torch.LOCK) {
        Torch.start(1, 1);
        new NetworkFit(settings, standardiser, network, train, random)
            .run(validation, TrainingProgress.NONE);
      }

      assertThat(Evaluation.of(model.predict(validation), validation.labels()).auc())
          .isGreaterThan(0.8);
    }
  }
}
