package io.alcedo.retraining.training;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.Digests;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelFeature;
import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.Training;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.registry.ModelVersion;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.run.CodeDigest;
import io.alcedo.training.run.LabelDelay;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunDraft;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.Trainers;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a challenger and stages its bundle. The same plan and files give the same bundle, byte for
 * byte, so that a run that was killed on the way to the store comes to the same version. For one
 * thread.
 */
final class ChallengerTraining {
  /** The name of the champion's own form, kept beside its bundle for a warm start. */
  static final String STATE = "state";

  private static final Logger LOG = LoggerFactory.getLogger(ChallengerTraining.class);

  private final ChallengerSet configured;
  private final Training settings;
  private final LearningData data;
  private final Models models;
  private final LearningPlace place;

  /**
   * Makes a training.
   *
   * @param plan the configured features
   * @param packaging what goes into a bundle of these features
   */
  ChallengerTraining(
      FeaturePlan plan,
      Packaging packaging,
      Training settings,
      LearningData data,
      Models models,
      LearningPlace place) {
    this.configured = ChallengerSet.configured(plan, packaging);
    this.settings = settings;
    this.data = data;
    this.models = models;
    this.place = place;
  }

  /**
   * Trains and stages.
   *
   * @throws TrainingException where no model comes of the rows
   */
  RunStep.Staged staged(RunPlan run, TrainingProgress progress)
      throws IOException, DatasetException, LeakException, TrainingException {
    ModelVersion champion = models.champion();
    ModelBundle bundleBefore = bundle(models.bundle(champion));
    BundleManifest before = bundleBefore.manifest();
    ChallengerSet set =
        settings.features() == ChallengerFeatures.CHAMPION
            ? configured.orThatOf(bundleBefore)
            : configured;
    Dataset dataset = data.dataset(run, set);
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(run.cutMillis()));
    TrainingSettings training =
        TrainingSettings.of(settings.modelName(), trainer(run, set, champion, before))
            .withTarget(before.target());
    Path bundle = emptied(place.work("bundles").resolve(run.id()));
    RunDraft draft = draft(run, training, dataset);
    try (TrainedModel model =
        new ModelTrainer(training, clock)
            .trainOnAll(dataset.rows().set(), dataset.features(), champion.version(), progress)) {
      BundleManifest written = model.writeTo(bundle, set.packaging(), progress);
      ModelVersion challenger = models.stage(bundle, run.id(), run.cause().words());
      byte[] state = model.fitted().state();
      if (state != null) {
        models.keepBeside(challenger, STATE, state);
      }
      record(draft, written, bundle);
      return new RunStep.Staged(
          challenger,
          champion,
          Math.max(run.toMillis(), before.trainingWindow().to().toEpochMilli()),
          dataset.rows().set().size(),
          dataset.rows().set().frauds());
    } finally {
      delete(bundle);
    }
  }

  private Trainer trainer(
      RunPlan run, ChallengerSet set, ModelVersion champion, BundleManifest before)
      throws IOException, TrainingException {
    Trainer fresh =
        Trainers.onClassPath().named(settings.trainer()).trainer(settings.settings(), run.seed());
    if (run.start() != TrainingStart.WARM) {
      return fresh;
    }
    byte[] state = sameFeatures(set, before) ? models.beside(champion, STATE) : null;
    Trainer warm = state == null ? null : fresh.from(state);
    if (warm == null) {
      LOG.info(
          "A warm start goes on from a champion of the same trainer and features; starting anew:"
              + " champion={}, trainer={}",
          champion.version(),
          settings.trainer());
      return fresh;
    }
    return warm;
  }

  private static boolean sameFeatures(ChallengerSet set, BundleManifest champion) {
    List<TrainingFeature> ours = TrainingFeature.of(set.plan());
    return champion.features().stream()
        .map(ModelFeature::hash)
        .toList()
        .equals(ours.stream().map(TrainingFeature::hash).toList());
  }

  private RunDraft draft(RunPlan run, TrainingSettings training, Dataset dataset)
      throws IOException {
    RunDraft draft =
        RunDraft.start(
                "retrain",
                settings.trainer(),
                training.trainer().settings(),
                run.seed(),
                CodeDigest.of(List.of(ModelTrainer.class)),
                InstantSource.system())
            .labelDelay(LabelDelay.words(null, settings.maturity(), settings.genuineWhen().name()));
    return draft.data("dataset", dataset.digest());
  }

  /** Records the training, once: a run that goes on finds the record of its version. */
  private void record(RunDraft draft, BundleManifest written, Path bundle) throws IOException {
    RunDirectory records = new RunDirectory(Path.of(place.records()));
    boolean recorded =
        records.list().stream()
            .anyMatch(
                run -> run.bundle() != null && run.bundle().version().equals(written.version()));
    if (!recorded) {
      records.append(
          draft
              .window(written.trainingWindow().from(), written.trainingWindow().to())
              .metrics(written.metrics())
              .parent(written.parentVersion())
              .bundle(
                  written.name(),
                  written.version(),
                  Digests.sha256(bundle.resolve(BundleManifest.MANIFEST_FILE)))
              .finish());
    }
  }

  static BundleManifest manifest(Path bundle) throws IOException {
    return bundle(bundle).manifest();
  }

  private static ModelBundle bundle(Path bundle) throws IOException {
    try {
      return ModelBundle.read(bundle);
    } catch (BundleException e) {
      throw new IOException("A version's bundle can be read: bundle=" + bundle, e);
    }
  }

  private static Path emptied(Path directory) throws IOException {
    delete(directory);
    Files.createDirectories(directory.toAbsolutePath().getParent());
    return directory;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
