package io.alcedo.local.demo;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.local.train.ModelMaker;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.SigningKey;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that decides at first: trained on the earlier part of the traffic, and frozen from then
 * on. Once another has taken over, it goes on as a shadow. Immutable, any thread.
 *
 * @param version its version
 * @param manifest what its bundle says of it
 */
record FirstModel(ModelVersion version, BundleManifest manifest) {
  private static final Logger LOG = LoggerFactory.getLogger(FirstModel.class);

  /** Trains and signs it. */
  static FirstModel train(DemoConfig config, String featureSet, Traffic traffic) throws Exception {
    FeatureSet set = FeaturePlans.set(featureSet);
    FeaturePlan plan = FeaturePlans.of(set);
    SigningKey key = SigningKey.create(config.signingKey());
    HistoryWindow window = HistoryWindow.all().knownBy(Instant.ofEpochMilli(traffic.end() + 1));
    BundleManifest manifest =
        new ModelMaker(
                plan,
                HistoryIngest.withNewKey(plan),
                TrainingSettings.fast(DemoConfig.MODEL),
                InstantSource.system(),
                new Packaging(set.yaml(), key),
                null)
            .make(traffic.earlier().open(), window, config.firstBundle(), TrainingProgress.NONE)
            .manifest();
    String digest = ModelBundle.read(config.firstBundle()).digest();
    return new FirstModel(new ModelVersion(manifest.version(), digest), manifest);
  }

  /** Lets it score beside whichever model decides, so that the two can be compared to the end. */
  void shadow(AlcedoConfig config) {
    try {
      new AssignmentLog(RegistryKafka.of(config), InstantSource.system())
          .change(
              manifest.name(),
              Change.shadow(version),
              new Request("demo", "the frozen first model stays to be compared with"));
    } catch (RefusedChangeException | IOException e) {
      LOG.warn("The first model is no shadow: version={}", version.version(), e);
    }
  }
}
