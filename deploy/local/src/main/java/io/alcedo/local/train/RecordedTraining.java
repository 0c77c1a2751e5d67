package io.alcedo.local.train;

import io.alcedo.model.BundleManifest;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TimeSplit;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.run.RunDraft;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One training on rows, from its start to the bundle and, where asked to, its record. For one
 * thread, and for one training.
 */
final class RecordedTraining {
  private final TrainingSettings settings;
  private final InstantSource clock;
  private final Packaging packaging;
  private final @Nullable Recording recording;
  private final @Nullable RunDraft draft;

  /**
   * Starts a training; its record counts the time from here.
   *
   * @param packaging what goes into the bundle beside the model
   * @param recording where it is recorded, null for nowhere
   */
  RecordedTraining(
      TrainingSettings settings,
      InstantSource clock,
      Packaging packaging,
      @Nullable Recording recording)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.packaging = packaging;
    this.recording = recording;
    this.draft = recording == null ? null : recording.start(settings, clock);
  }

  /**
   * Trains on the training part of a dataset, validates on its validation part, and writes the
   * bundle. The test part is left alone.
   */
  BundleManifest train(Dataset dataset, Path bundle, TrainingProgress progress)
      throws TrainingException, IOException {
    TrainingSet set = dataset.rows().set();
    return train(set, dataset.rows().timeSplit(), dataset.features(), bundle, progress);
  }

  /** Trains on rows split by the settings' share, and writes the bundle. */
  BundleManifest train(
      TrainingSet set, List<TrainingFeature> features, Path bundle, TrainingProgress progress)
      throws TrainingException, IOException {
    TimeSplit split = TimeSplit.latest(set, settings.validationShare());
    return train(set, split, features, bundle, progress);
  }

  private BundleManifest train(
      TrainingSet set,
      TimeSplit split,
      List<TrainingFeature> features,
      Path bundle,
      TrainingProgress progress)
      throws TrainingException, IOException {
    try (TrainedModel model =
        new ModelTrainer(settings, clock).train(set, split, features, null, progress)) {
      BundleManifest written = model.writeTo(bundle, packaging, progress);
      if (recording != null && draft != null) {
        recording.end(draft, written, bundle);
      }
      return written;
    }
  }
}
