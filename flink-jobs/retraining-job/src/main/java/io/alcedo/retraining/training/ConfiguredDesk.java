package io.alcedo.retraining.training;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.model.KeyFileException;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.Training;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.CommandLog;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.training.Packaging;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The desk that a configuration describes. Keys, the feature set and the store are looked at when
 * the task opens; Kafka only when a run needs it.
 *
 * @param config the configuration, in which a signing key and a store are stated
 * @param place where runs find and leave things
 */
record ConfiguredDesk(AlcedoConfig config, LearningPlace place) implements TrainingDeskSource {
  private static final long serialVersionUID = 1L;

  @Override
  public TrainingDesk open() throws IOException {
    Training training = config.training();
    RunFiles files = RunFiles.of(place);
    try {
      FeatureSet set = FeatureSet.named(config.features().set());
      FeaturePlan plan = set.compile(RowLayout.withSignals(set.signals().keySet()));
      Packaging packaging =
          new Packaging(set.yaml(), SigningKey.read(Path.of(stated(training.signingKey()))));
      Models models = models();
      FeatureCatalogue catalogue =
          FeatureCatalogue.ofStore(Path.of(stated(config.model().store())));
      catalogue.add(plan.columns());
      LearningData rows =
          new LearningData(
              catalogue,
              training,
              new DatedMirror(
                  new org.apache.flink.core.fs.Path(place.data()), place.work("files")));
      return new TrainingDesk(
          files,
          run ->
              new TrainingRun(
                  run,
                  files,
                  models,
                  new ChallengerTraining(plan, packaging, training, rows, models, place),
                  new ChallengerLook(config.gate(), run.seed(), rows, models, training.modelName()),
                  training,
                  config.gate().significance()),
          training,
          TrainingMetrics.ofProcess());
    } catch (FeatureSetException | KeyFileException e) {
      throw new IOException("What trains is told by the configuration: " + e.getMessage(), e);
    }
  }

  private Models models() throws KeyFileException {
    AlcedoConfig.Model model = config.model();
    TrustedKeys trust = ConfiguredTrust.of(model);
    RegistryKafka kafka = RegistryKafka.of(config);
    return new RegistryModels(
        config.training().modelName(),
        new ModelStore(Path.of(stated(model.store())), trust),
        new AssignmentLog(kafka, InstantSource.system()),
        new CommandLog(kafka),
        Path.of(model.bundle()),
        trust);
  }

  private static String stated(@Nullable String setting) {
    if (setting == null) {
      throw new IllegalArgumentException(
          "learning.signing_key and model.store are stated where the job trains");
    }
    return setting;
  }
}
