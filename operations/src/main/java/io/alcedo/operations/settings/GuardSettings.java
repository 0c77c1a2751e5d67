package io.alcedo.operations.settings;

import java.time.Duration;

/** The settings of the guard over a model that was promoted. */
final class GuardSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<Duration> PERIOD =
      GROUP.setting(
          "guard.period",
          SettingType.DURATION,
          "1h",
          "6h",
          "How long after a promotion the model before scores beside the new one, which is rolled back by itself where it misbehaves; 0s for never.");

  static final Setting<Duration> WINDOW =
      GROUP.setting(
          "guard.window",
          SettingType.DURATION,
          "10s",
          "1m",
          "How often each subtask reports what its models did.");

  static final Setting<Integer> MIN_ROWS =
      GROUP.setting(
          "guard.min_rows",
          SettingType.INTEGER,
          "2000",
          "500",
          "The fewest transactions scored by both models on which their scores are compared.");

  static final Setting<Double> MAX_ERROR_SHARE =
      GROUP.setting(
          "guard.max_error_share",
          SettingType.REAL,
          "0.01",
          "0.001",
          "The share of transactions that the new model may fail to score.");

  static final Setting<Duration> MAX_LATENCY =
      GROUP.setting(
          "guard.max_latency",
          SettingType.DURATION,
          "50ms",
          "10ms",
          "The longest that a call of the new model may take in 99 of 100 cases.");

  static final Setting<Double> MAX_ALERT_RATIO =
      GROUP.setting(
          "guard.max_alert_ratio",
          SettingType.REAL,
          "5",
          "3",
          "How many times as often, or as seldom, the new model may call for attention as the one before on the same transactions; it is rolled back where it does so more with 95 % confidence. A model that sees a new pattern which the other is blind to may need more.");

  static final Setting<Double> MAX_PSI =
      GROUP.setting(
          "guard.max_psi",
          SettingType.REAL,
          "0.5",
          "1",
          "The most by which the new model's scores may be distributed otherwise than those of the one before on the same transactions, as a population stability index.");

  private GuardSettings() {}
}
