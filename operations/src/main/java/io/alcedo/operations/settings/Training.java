package io.alcedo.operations.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the job that learns trains, on what and with what. Immutable.
 *
 * @param signingKey the file of the secret key that vouches for bundles; null where it only keeps
 *     files and trains nothing
 * @param modelName the name of the model
 * @param trainer the trainer's name
 * @param settings the trainer's settings by name, those not stated having their defaults
 * @param start what a training starts from
 * @param features which features a challenger has
 * @param history how long a time of transactions is trained on
 * @param maturity how old a transaction without a verdict is before it can be genuine
 * @param genuineWhen what its outcome must show then
 * @param leakArea the area under the ROC curve from which on one feature alone is taken for a leak
 * @param seed what everything random starts from
 * @param afterLabels after so many matured labels a training is due; 0 for never
 * @param every after so long a time a training is due; null for never
 * @param onDrift whether a drift alarm asks for a training
 * @param pause the least time between two trainings that nobody asked for
 * @param requireApproval whether a challenger that passed waits for someone to promote it
 */
public record Training(
    @Nullable String signingKey,
    String modelName,
    String trainer,
    Map<String, String> settings,
    TrainingStart start,
    ChallengerFeatures features,
    Duration history,
    Duration maturity,
    GenuineOutcome genuineWhen,
    double leakArea,
    int seed,
    long afterLabels,
    @Nullable Duration every,
    boolean onDrift,
    Duration pause,
    boolean requireApproval)
    implements Serializable {
  /** Checks times and bounds, and copies the settings. */
  public Training {
    settings = Map.copyOf(settings);
    ConfigRules.positive("history", history);
    ConfigRules.positive("maturity", maturity);
    ConfigRules.within("leak_auc", leakArea, 0.5, 1);
    ConfigRules.atLeast("retrain_after_labels", afterLabels, 0);
    if (every != null) {
      ConfigRules.positive("retrain_every", every);
    }
  }
}
