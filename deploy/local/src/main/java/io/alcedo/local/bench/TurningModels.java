package io.alcedo.local.bench;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.model.BundleTrial;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.Request;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.progress.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three versions of a model that take turns to decide, signed, in a store of their own. The one
 * that decided before stays loaded for a rollback, so the third is always one that was closed.
 */
final class TurningModels {
  private static final String NAME = "card-fraud";
  private static final int VERSIONS = 3;

  /** A version's traffic begins this part of it after the last one's. */
  private static final int STEPS = 60;

  private static final Duration TRIAL_PATIENCE = Duration.ofSeconds(60);

  private final Path first;
  private final Path store;
  private final Path publicKey;
  private final List<ModelVersion> versions;
  private int turn;

  private TurningModels(Path first, Path store, Path publicKey, List<ModelVersion> versions) {
    this.first = first;
    this.store = store;
    this.publicKey = publicKey;
    this.versions = versions;
  }

  /**
   * Trains the versions and puts them into the store. Their traffic overlaps for the most part, so
   * that they judge alike and no guard calls one back.
   */
  static TurningModels train(
      SwapSettings settings,
      Iterator<LabelledTransaction> traffic,
      Path directory,
      InstantSource clock)
      throws Exception {
    Files.createDirectories(directory);
    Path key = directory.resolve("signing.key");
    SigningKey signing = SigningKey.create(key);
    Path publicKey = SigningKey.publicFile(key);
    FeatureSet set = FeaturePlans.set(settings.featureSet());
    FeaturePlan plan = FeaturePlans.of(set);
    ModelMaker maker =
        new ModelMaker(
            plan,
            HistoryIngest.withNewKey(plan),
            TrainingSettings.fast(NAME).withTarget(settings.device()),
            clock,
            new Packaging(set.yaml(), signing),
            null);
    Path store = directory.resolve("store");
    ModelStore models = new ModelStore(store, TrustedKeys.read(List.of(publicKey)));
    List<ModelVersion> versions = new ArrayList<>();
    int step = settings.history() / STEPS;
    List<LabelledTransaction> rows =
        Stream.generate(traffic::next).limit(settings.history() + (VERSIONS - 1L) * step).toList();
    for (int i = 0; i < VERSIONS; i++) {
      Path bundle = directory.resolve("bundle-" + i);
      Iterator<LabelledTransaction> own =
          rows.subList(i * step, i * step + settings.history()).iterator();
      maker.make(own, HistoryWindow.all(), bundle, TrainingProgress.NONE);
      versions.add(models.stage(bundle, BundleTrial.within(TRIAL_PATIENCE)));
    }
    return new TurningModels(directory.resolve("bundle-0"), store, publicKey, versions);
  }

  /** Returns the settings of a job that begins with the first version. */
  Map<String, String> settings() {
    return Map.of(
        "model.bundle",
        first.toString(),
        "model.store",
        store.toString(),
        "model.trusted_keys",
        publicKey.toString());
  }

  /**
   * Lets the next version decide, as far as the log of assignments goes.
   *
   * @return that version
   */
  ModelVersion turn(AssignmentLog log) throws Exception {
    ModelVersion next = next();
    log.change(NAME, Change.promote(next), new Request("bench", "the next one's turn"));
    turn++;
    return next;
  }

  /** Returns the version whose turn is next. */
  ModelVersion next() {
    return versions.get((turn + 1) % VERSIONS);
  }
}
