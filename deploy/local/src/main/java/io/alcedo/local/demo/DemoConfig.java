package io.alcedo.local.demo;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.privacy.KeysetSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of the demo's jobs, as a file would hold it, and the places in the demo's
 * directory that it names.
 */
final class DemoConfig {
  /** The name of the model, the same for all its versions. */
  static final String MODEL = "card-fraud";

  /** Fewer, fuller fetches, for so many milliseconds more; trees as quick as the first. */
  private static final String FILE =
      """
      kafka:
        properties:
          fetch.min.bytes: "32768"
          fetch.max.wait.ms: "%d"
      learning:
        settings: {maxTrees: 120, learningRate: 0.12, maxBins: 128, earlyStoppingTrees: 20, threads: 1}
      """;

  private static final int SCORING_WAIT_MILLIS = 5;

  /** Nobody waits for what is learned. */
  private static final int LEARNING_WAIT_MILLIS = 100;

  private final DemoSettings settings;
  private final Path directory;

  DemoConfig(DemoSettings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** Returns the directory of the keyset that tokens are made with. */
  Path keys() {
    return directory.resolve("keys");
  }

  /** Returns the file of the secret key that signs bundles. */
  Path signingKey() {
    return directory.resolve("signing.key");
  }

  /** Returns the file of the public key that goes with it. */
  Path trustedKey() {
    return directory.resolve("signing.key.pub");
  }

  /** Returns the directory of the first model's bundle. */
  Path firstBundle() {
    return directory.resolve("first-model");
  }

  /** Returns the directory of the bundles of all versions. */
  Path store() {
    return directory.resolve("models");
  }

  /** Returns the directory of the versions of the model in it. */
  Path versions() {
    return store().resolve(MODEL);
  }

  /** Returns what the job that scores is told. */
  AlcedoConfig scoring(String bootstrapServers) throws ConfigException {
    return told(bootstrapServers, SCORING_WAIT_MILLIS, Map.of());
  }

  /** Returns what the job that learns at this pace is told. */
  AlcedoConfig learning(String bootstrapServers, LearningPace pace) throws ConfigException {
    return told(bootstrapServers, LEARNING_WAIT_MILLIS, pace.settings());
  }

  private AlcedoConfig told(String bootstrapServers, int fetchWaitMillis, Map<String, String> more)
      throws ConfigException {
    TreeMap<String, String> chosen = new TreeMap<>();
    chosen.put("kafka.bootstrap_servers", bootstrapServers);
    chosen.put("kafka.start", "earliest");
    chosen.put("privacy.keyset_file", keys().resolve(KeysetSource.FILE_NAME).toString());
    chosen.put("features.set", settings.featureSet());
    chosen.put("model.bundle", firstBundle().toString());
    chosen.put("model.store", store().toString());
    chosen.put("model.trusted_keys", trustedKey().toString());
    chosen.put("clock.kind", "event");
    chosen.put("clock.max_past", "400d");
    chosen.put("clock.max_future", "400d");
    chosen.put("state.checkpoint_directory", directory.resolve("checkpoints").toUri().toString());
    chosen.put("state.checkpoint_interval", "30s");
    // The first model is blind to the new pattern: a better one calls for attention far more often.
    chosen.put("guard.max_alert_ratio", "30");
    chosen.put("job.parallelism", Integer.toString(settings.parallelism()));
    // Each hand-over between threads takes processor time that is short here.
    chosen.put("job.buffer_timeout", "5ms");
    chosen.put("metrics.port", "0");
    chosen.put("sinks.linger", "10ms");
    chosen.put("sinks.compression", "none"); // nothing leaves this machine
    chosen.put("learning.directory", directory.resolve("learning").toString());
    chosen.put("learning.signing_key", signingKey().toString());
    chosen.put("learning.model_name", MODEL);
    chosen.put("learning.checkpoint_interval", "5s");
    // Two processors do it all here: a call may wait for one of them.
    chosen.put("guard.max_latency", "500ms");
    Integer alertsPerDay = settings.alertsPerDay();
    if (alertsPerDay != null) {
      chosen.put("decision.alerts_per_day", alertsPerDay.toString());
    }
    chosen.putAll(more);
    return AlcedoConfig.parse(FILE.formatted(fetchWaitMillis), "The demo", chosen);
  }
}
