package io.alcedo.scoring;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSetException;
import io.alcedo.model.BundleException;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.operations.kafka.TopicCheck;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.operations.settings.ConfigProblem;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetException;
import io.alcedo.scoring.assignment.FirstRoster;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.scoring.roster.ConfiguredBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that a configuration names before the job starts: keyset, feature set, model
 * bundles and whose they are, brokers and topics. All problems are found in one go, within a
 * bounded time.
 */
public final class StartChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AlcedoConfig config;
  private final Duration patience;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private @Nullable KeyRotation rotation;

  private StartChecks(AlcedoConfig config, Duration patience) {
    this.config = config;
    this.patience = patience;
  }

  /**
   * Returns all problems; none where the job can start.
   *
   * @param patience how long the brokers may take to answer
   */
  public static List<ConfigProblem> problems(AlcedoConfig config, Duration patience) {
    StartChecks checks = new StartChecks(config, patience);
    checks.keyset();
    checks.model(checks.features());
    checks.kafka();
    checks.roster();
    return checks.problems;
  }

  /**
   * Does nothing where the job can start.
   *
   * @throws ConfigException with all problems
   */
  public static void require(AlcedoConfig config) throws ConfigException {
    require(config, PATIENCE);
  }

  static void require(AlcedoConfig config, Duration patience) throws ConfigException {
    List<ConfigProblem> problems = problems(config, patience);
    if (!problems.isEmpty()) {
      throw new ConfigException("The start", problems);
    }
  }

  /**
   * Returns a refused configuration's problems together with those of what its sound sections name,
   * so that one start tells all.
   */
  public static ConfigException withWhatElse(ConfigException refused) {
    ConfigException.Sound sound = refused.sound();
    if (sound == null) {
      return refused;
    }
    StartChecks checks = new StartChecks(sound.config(), PATIENCE);
    checks.problems.addAll(refused.problems());
    if (sound.holds("privacy")) {
      checks.keyset();
    }
    FeaturePlan plan = sound.holds("features") ? checks.features() : null;
    if (sound.holds("model", "decision")) {
      checks.model(plan);
    }
    if (sound.holds("kafka", "topics")) {
      checks.kafka();
    }
    return new ConfigException(refused.source(), checks.problems);
  }

  private void keyset() {
    try {
      rotation = ScoringJob.keyset(config.privacy()).load().rotation();
    } catch (KeysetException e) {
      problem("privacy: " + e.getMessage());
    }
  }

  private @Nullable FeaturePlan features() {
    try {
      FeaturePlan plan = FeatureSource.named(config.features().set()).compile();
      rotation(plan);
      return plan;
    } catch (FeatureSetException e) {
      problem("features.set: " + e.getMessage());
      return null;
    }
  }

  /** Looks whether the new key's profiles will hold all windows when it takes over. */
  private void rotation(FeaturePlan plan) {
    KeyRotation running = rotation;
    if (running == null || !running.running()) {
      return;
    }
    for (EntityPlan entity : plan.entities()) {
      if (entity.horizon().compareTo(running.length()) > 0) {
        problem(
            "privacy: a rotation lasts at least as long as the longest window of an entity; give it"
                + " up with 'alcedo keys rotate --cancel' and rotate anew: entity="
                + entity.name()
                + ", window="
                + entity.horizon()
                + ", rotation="
                + running.length());
      }
    }
  }

  private void model(@Nullable FeaturePlan plan) {
    try {
      ModelBundle bundle = ConfiguredBundles.of(config.model()).first();
      if (plan != null) {
        FeatureBinding.bind(bundle.manifest(), plan.names(), plan.hashes());
      }
      DecisionPolicy.of(config, bundle.manifest().thresholds());
    } catch (BundleException | IllegalArgumentException e) {
      problem("model: " + e.getMessage());
    }
  }

  /** The model that is to decide by the newest assignment, where all that it takes is there. */
  private void roster() {
    String store = config.model().store();
    if (store != null && !Files.isDirectory(Path.of(store))) {
      problem("model.store: the directory is there: value=" + store);
    }
    if (!problems.isEmpty()) {
      return;
    }
    try {
      FirstRoster.read(config, FeatureSource.named(config.features().set()));
    } catch (BundleException e) {
      problem("model: the active version can be run: " + e.problem() + ": " + e.getMessage());
    } catch (FeatureSetException | IOException e) {
      problem("model: the newest assignment can be read: " + e.getMessage());
    }
  }

  private void kafka() {
    Set<String> needed = new HashSet<>(config.topics().inputs());
    needed.addAll(config.topics().outputs());
    needed.addAll(config.topics().models());
    String history = config.bootstrap().topic();
    if (history != null) {
      needed.add(history);
    }
    problems.addAll(TopicCheck.problems(config, needed, patience));
  }

  private void problem(String message) {
    problems.add(new ConfigProblem(0, message));
  }
}
