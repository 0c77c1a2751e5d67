package io.alcedo.benchmarks;

import io.alcedo.local.FeaturePlans;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.model.BundleException;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelBundle;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.neural.NeuralSettings;
import io.alcedo.training.neural.NeuralTrainer;
import io.alcedo.training.neural.Torch;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The models of simulated history that inference is measured with: each is trained where it is
 * first asked for, and read by the processes after that. Not for two processes at the same time.
 *
 * @param directory where they are kept
 */
record BenchmarkModels(Path directory) {
  /** The system property that names the directory to the processes that measure. */
  static final String PROPERTY = "alcedo.benchmarks.models";

  private static final String CACHE_PROPERTY = "alcedo.cache";
  private static final String NAME = "benchmark";
  private static final long HISTORY = 60_000;

  /** The graphs that a model can have. */
  enum Form {
    /** The demo's trees as the tree ensemble that processors compute. */
    TREES,
    /** The demo's trees as the plain tensor operations that CUDA needs. */
    TENSORS,
    /** Three dense layers, of 32, 16 and 1 neurons. */
    NEURAL;

    private TrainingSettings settings() {
      return switch (this) {
        case TREES -> TrainingSettings.fast(NAME);
        case TENSORS -> TrainingSettings.fast(NAME).withTarget(ExecutionTarget.CUDA);
        case NEURAL -> TrainingSettings.of(NAME, new NeuralTrainer(NeuralSettings.standard()));
      };
    }
  }

  /** Returns those of the directory that this process was given. */
  static BenchmarkModels ofProcess() {
    String directory = System.getProperty(PROPERTY);
    if (directory == null) {
      throw new IllegalStateException(
          "The directory of the models is given, as benchmarks/run does: property=" + PROPERTY);
    }
    return new BenchmarkModels(Path.of(directory));
  }

  /** Returns where native libraries are unpacked: the launcher's cache, or with the models. */
  static Path cache(Path models) {
    return Path.of(System.getProperty(CACHE_PROPERTY, models.toString()));
  }

  /** Returns the model of this form, after training it where it is not there yet. */
  ModelBundle bundle(Form form) {
    Path bundle = directory.resolve(form.name().toLowerCase(Locale.ROOT));
    try {
      if (!Files.exists(bundle)) {
        Torch.unpackBelow(cache(directory));
        new ModelMaker(FeaturePlans.named("card-payments"), form.settings(), InstantSource.system())
            .make(
                Stream.generate(Traffic.simulation()::next).limit(HISTORY).iterator(),
                HistoryWindow.all(),
                bundle,
                TrainingProgress.NONE);
      }
      return ModelBundle.read(bundle);
    } catch (IOException | TrainingException | BundleException e) {
      throw new IllegalStateException(
          "A model of simulated history trains and can be read: form=" + form, e);
    }
  }
}
