package io.alcedo.operations.settings;

import java.time.Duration;
import java.util.Map;

/** The settings of when the retraining job trains, on what and with what. */
final class TrainSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<String> SIGNING_KEY =
      GROUP.optional(
          "learning.signing_key",
          SettingType.PATH,
          "signing.key",
          "The file of the secret key that signs the bundles that come of trainings. Without it the retraining job keeps labels and files, and trains nothing.");

  static final Setting<String> MODEL_NAME =
      GROUP.setting(
          "learning.model_name",
          SettingType.TEXT,
          "card-fraud",
          "card-fraud-eu",
          "The name of the model that is trained; the champion is the active version of that name.");

  static final Setting<String> TRAINER =
      GROUP.setting(
          "learning.trainer", SettingType.TEXT, "gbdt", "neural", "The trainer, by its name.");

  static final Setting<Map<String, String>> SETTINGS =
      GROUP.optional(
          "learning.settings",
          SettingType.MAP,
          "maxTrees: 200",
          "The trainer's settings by name, as 'alcedo train --help-settings' lists them.");

  static final Setting<TrainingStart> START =
      GROUP.setting(
          "learning.start",
          SettingType.choice(TrainingStart.class),
          "scratch",
          "warm",
          "What a training starts from: nothing, or the champion where its trainer can go on from it.");

  static final Setting<ChallengerFeatures> FEATURES =
      GROUP.setting(
          "learning.features",
          SettingType.choice(ChallengerFeatures.class),
          "configured",
          "champion",
          "Which features a challenger has: those of features.set, or those of the champion's own feature set, of transactions whose vectors hold them.");

  static final Setting<Duration> HISTORY =
      GROUP.setting(
          "learning.history",
          SettingType.DURATION,
          "180d",
          "90d",
          "How long a time of transactions is trained on, the latest that have matured.");

  static final Setting<Duration> MATURITY =
      GROUP.setting(
          "learning.maturity",
          SettingType.DURATION,
          "30d",
          "14d",
          "How old a transaction without a verdict is before it can count as genuine. Trainings and the gate take transactions of that age and older.");

  static final Setting<GenuineOutcome> GENUINE_WHEN =
      GROUP.setting(
          "learning.genuine_when",
          SettingType.choice(GenuineOutcome.class),
          "settled",
          "approved",
          "What the outcome of a transaction without a verdict must show for it to count as genuine.");

  static final Setting<Double> LEAK_AUC =
      GROUP.setting(
          "learning.leak_auc",
          SettingType.REAL,
          "0.98",
          "0.995",
          "The area under the ROC curve from which on a single feature is taken to know the verdict, and the training is refused.");

  static final Setting<Integer> SEED =
      GROUP.setting(
          "learning.seed",
          SettingType.INTEGER,
          "17",
          "42",
          "What everything random in a training and its gate starts from.");

  static final Setting<Long> AFTER_LABELS =
      GROUP.setting(
          "learning.retrain_after_labels",
          SettingType.LONG,
          "0",
          "10_000",
          "A training is due when so many labels have matured since the last one; 0 for never.");

  static final Setting<Duration> EVERY =
      GROUP.optional(
          "learning.retrain_every",
          SettingType.DURATION,
          "7d",
          "A training is due so long after the last one; without it, never for that reason.");

  static final Setting<Boolean> ON_DRIFT =
      GROUP.setting(
          "learning.retrain_on_drift",
          SettingType.FLAG,
          "true",
          "false",
          "Whether a drift alarm asks for a training.");

  static final Setting<Duration> PAUSE =
      GROUP.setting(
          "learning.retrain_pause",
          SettingType.DURATION,
          "1d",
          "6h",
          "The least time between two trainings that nobody asked for.");

  static final Setting<Boolean> REQUIRE_APPROVAL =
      GROUP.setting(
          "learning.require_approval",
          SettingType.FLAG,
          "false",
          "true",
          "Whether a challenger that passed the gate waits for 'alcedo model promote'.");

  private TrainSettings() {}
}
