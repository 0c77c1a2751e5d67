package io.alcedo.operations.settings;

import java.time.Duration;

/** The settings of what a challenger must show. */
final class GateSettings {
  static final SettingGroup GROUP = new SettingGroup();

  static final Setting<Double> MARGIN =
      GROUP.setting(
          "gate.margin",
          SettingType.REAL,
          "0.002",
          "0.01",
          "By how much a challenger's average precision must exceed the champion's.");

  static final Setting<Double> SIGNIFICANCE =
      GROUP.setting(
          "gate.significance",
          SettingType.REAL,
          "0.01",
          "0.05",
          "The chance that, of all attempts before a promotion together, any promotes a model that is not better by the margin.");

  static final Setting<Duration> WINDOW =
      GROUP.setting(
          "gate.window",
          SettingType.DURATION,
          "28d",
          "14d",
          "How long a time of matured labels an attempt waits for.");

  static final Setting<Integer> LOOKS =
      GROUP.setting(
          "gate.looks",
          SettingType.INTEGER,
          "3",
          "1",
          "How often a challenger is looked at by then: the last look is at the whole window, each earlier one at half the time of the next.");

  static final Setting<Integer> MIN_FRAUDS =
      GROUP.setting(
          "gate.min_frauds",
          SettingType.INTEGER,
          "200",
          "50",
          "The number of matured frauds below which nothing is judged.");

  static final Setting<Double> CALIBRATION =
      GROUP.setting(
          "gate.calibration",
          SettingType.REAL,
          "0.3",
          "0.5",
          "The most that a challenger's expected calibration error may be, over the share of frauds.");

  static final Setting<Double> SEGMENT_FLOOR =
      GROUP.setting(
          "gate.segment_floor",
          SettingType.REAL,
          "0.05",
          "0.1",
          "By how much a challenger's average precision may lie below the champion's in a segment.");

  static final Setting<Integer> SEGMENT_FRAUDS =
      GROUP.setting(
          "gate.segment_frauds",
          SettingType.INTEGER,
          "100",
          "50",
          "The number of frauds, and of genuine transactions, below which a segment is only reported.");

  static final Setting<Duration> LATENCY =
      GROUP.setting(
          "gate.latency",
          SettingType.DURATION,
          "20ms",
          "5ms",
          "The longest that a challenger may take for a batch on the machine that trains, in the median.");

  static final Setting<Integer> LATENCY_BATCH =
      GROUP.setting(
          "gate.latency_batch", SettingType.INTEGER, "64", "256", "The rows of that batch.");

  static final Setting<Integer> RESAMPLES =
      GROUP.setting(
          "gate.resamples",
          SettingType.INTEGER,
          "500",
          "1000",
          "How often rows are resampled to tell how sure a difference is.");

  private GateSettings() {}
}
