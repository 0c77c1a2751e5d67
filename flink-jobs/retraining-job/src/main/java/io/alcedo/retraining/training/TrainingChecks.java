package io.alcedo.retraining.training;

import io.alcedo.model.KeyFileException;
import io.alcedo.model.SigningKey;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigProblem;
import io.alcedo.operations.settings.Training;
import io.alcedo.registry.ConfiguredTrust;
import io.alcedo.training.trainer.Trainers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what trainings need before the job starts: the signing key, whom the scoring job trusts,
 * the store, the trainer and its settings. Stateless.
 */
public final class TrainingChecks {
  private TrainingChecks() {}

  /** Tells whether the job trains: only where a signing key is stated. */
  public static boolean trains(AlcedoConfig config) {
    return config.training().signingKey() != null;
  }

  /** Returns all problems; none where the job does not train. */
  public static List<ConfigProblem> problems(AlcedoConfig config) {
    List<ConfigProblem> problems = new ArrayList<>();
    Training training = config.training();
    String keyFile = training.signingKey();
    if (keyFile == null) {
      return problems;
    }
    SigningKey key = key(keyFile, problems);
    trust(config.model(), key, problems);
    if (config.model().store() == null) {
      add(problems, "model.store names the directory of all versions, where a job trains");
    }
    try {
      Trainers.onClassPath()
          .named(training.trainer())
          .trainer(training.settings(), training.seed());
    } catch (IllegalArgumentException e) {
      add(problems, "learning.trainer: " + e.getMessage());
    }
    return problems;
  }

  private static @Nullable SigningKey key(String file, List<ConfigProblem> problems) {
    try {
      return SigningKey.read(Path.of(file));
    } catch (KeyFileException e) {
      add(problems, "learning.signing_key: " + e.getMessage());
      return null;
    }
  }

  private static void trust(
      AlcedoConfig.Model model, @Nullable SigningKey key, List<ConfigProblem> problems) {
    try {
      TrustedKeys trusted = ConfiguredTrust.of(model);
      if (key != null && trusted.signatureNeeded() && !trusted.keyIds().contains(key.keyId())) {
        add(
            problems,
            "model.trusted_keys holds the public key of learning.signing_key: signs="
                + key.keyId()
                + ", trusted="
                + trusted.keyIds());
      }
    } catch (KeyFileException | IllegalArgumentException e) {
      add(problems, "model: " + e.getMessage());
    }
  }

  private static void add(List<ConfigProblem> problems, String text) {
    problems.add(new ConfigProblem(0, text));
  }
}
