package io.alcedo.local.train;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleManifest;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.CleanRows;
import io.alcedo.training.dataset.Cleaning;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Makes a model bundle of a history, and records the training where asked to. */
public final class ModelMaker {
  private final FeaturePlan plan;
  private final HistoryIngest ingest;
  private final TrainingSettings settings;
  private final InstantSource clock;
  private final Packaging packaging;
  private final @Nullable Recording recording;

  /**
   * A bundle that was made, and what became of the history's transactions.
   *
   * @param transactions all of them
   * @param rows those that became rows
   * @param cleaning the others, by what left them out
   */
  public record Made(BundleManifest manifest, long transactions, long rows, Cleaning cleaning) {}

  /** Makes models that are recorded nowhere, for what leaves nothing behind. */
  public ModelMaker(FeaturePlan plan, TrainingSettings settings, InstantSource clock) {
    this(plan, HistoryIngest.withNewKey(plan), settings, clock, Packaging.NONE, null);
  }

  /**
   * Makes models for this feature plan.
   *
   * @param ingest anonymises the history
   * @param packaging what goes into bundles beside the model
   * @param recording where trainings are recorded, null for nowhere
   */
  public ModelMaker(
      FeaturePlan plan,
      HistoryIngest ingest,
      TrainingSettings settings,
      InstantSource clock,
      Packaging packaging,
      @Nullable Recording recording) {
    this.plan = plan;
    this.ingest = ingest;
    this.settings = settings;
    this.clock = clock;
    this.packaging = packaging;
    this.recording = recording;
  }

  /**
   * Trains on a history, each verdict known at its own time, and writes the bundle.
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
    return make(history, window, null, bundle, progress);
  }

  /**
   * Trains on a history and writes the bundle.
   *
   * @param history transactions in the order of their event times
   * @param window which of them become rows
   * @param labelDelay how long after its transaction every verdict became known; null where each
   *     verdict's own time counts
   * @param bundle the new directory
   */
  public Made make(
      Iterator<LabelledTransaction> history,
      HistoryWindow window,
      @Nullable Duration labelDelay,
      Path bundle,
      TrainingProgress progress)
      throws TrainingException, IOException {
    RecordedTraining training = new RecordedTraining(settings, clock, packaging, recording);
    CleanRows rows = CleanRows.of(history, plan, ingest, window, labelDelay, progress);
    BundleManifest written = training.train(rows.set(), TrainingFeature.of(plan), bundle, progress);
    return new Made(written, rows.transactions(), rows.set().size(), rows.cleaning());
  }
}
