package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleManifest;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.TrainedModel;
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

/** Makes a model bundle of a history. */
public final class ModelMaker {
  private final FeaturePlan plan;
  private final TrainingSettings settings;
  private final InstantSource clock;

  /** A bundle that was made, and what became of the history's transactions. */
  public record Made(BundleManifest manifest, TrainingHistory.Counts counts) {}

  /** Makes models for this feature plan. */
  public ModelMaker(FeaturePlan plan, TrainingSettings settings, InstantSource clock) {
    this.plan = plan;
    this.settings = settings;
    this.clock = clock;
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
    TrainingHistory run = new TrainingHistory(plan, new HistoryIngest(plan, clock), window);
    TrainingSet set = run.run(History.of(history), progress);
    try (TrainedModel model =
        new ModelTrainer(settings, clock).train(set, TrainingFeature.of(plan), null, progress)) {
      return new Made(model.writeTo(bundle, progress), run.counts());
    }
  }
}
