package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleManifest;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingHistory;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Makes a model bundle of a history, and records the training where asked to. */
public final class ModelMaker {
  private final FeaturePlan plan;
  private final HistoryIngest ingest;
  private final TrainingSettings settings;
  private final InstantSource clock;
  private final @Nullable Recording recording;

  /** A bundle that was made, and what became of the history's transactions. */
  public record Made(BundleManifest manifest, TrainingHistory.Counts counts) {}

  /** Makes models that are recorded nowhere, for what leaves nothing behind. */
  public ModelMaker(FeaturePlan plan, TrainingSettings settings, InstantSource clock) {
    this(plan, HistoryIngest.withNewKey(plan), settings, clock, null);
  }

  /**
   * Makes models for this feature plan.
   *
   * @param ingest anonymises the history
   * @param recording where trainings are recorded, null for nowhere
   */
  public ModelMaker(
      FeaturePlan plan,
      HistoryIngest ingest,
      TrainingSettings settings,
      InstantSource clock,
      @Nullable Recording recording) {
    this.plan = plan;
    this.ingest = ingest;
    this.settings = settings;
    this.clock = clock;
    this.recording = recording;
  }

  /**
   * Trains on a history and writes the bundle.
   *
   * @param history transactions in the order of their event times
   * @param window which of them become rows
   * @param bundle the new directory
   */
  public Made make(
      Iterator<LabelledTransaction> history,
      HistoryWindow window,
      Path bundle,
      TrainingProgress progress)
      throws TrainingException, IOException {
    TrainingHistory run = new TrainingHistory(plan, ingest, window);
    RecordedTraining training = new RecordedTraining(settings, clock, recording);
    TrainingSet set = run.run(History.of(history), progress);
    BundleManifest written = training.train(set, TrainingFeature.of(plan), bundle, progress);
    return new Made(written, run.counts());
  }
}
