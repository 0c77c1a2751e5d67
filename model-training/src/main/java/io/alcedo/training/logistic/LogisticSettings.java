package io.alcedo.training.logistic;

import io.alcedo.training.trainer.Bounds;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a logistic regression is fitted.
 *
 * @param l2 the penalty: half of it, times the sum of squared coefficients, is added to the summed
 *     log-loss of the training rows
 * @param fraudWeight how much more a fraud counts than a genuine row; 1 leaves scores probabilities
 * @param missingColumns whether features that are missing at times get a column that says so
 * @param deviations how far from its mean a value counts, in deviations of its feature
 * @param maxIterations Newton steps at most
 */
public record LogisticSettings(
    double l2, double fraudWeight, boolean missingColumns, double deviations, int maxIterations) {
  private static final Setting<Double> L2 =
      Setting.number(
          "l2",
          1,
          Bounds.above(0),
          "half of it, times the sum of squared coefficients, is added to the summed log-loss");
  private static final Setting<Double> FRAUD_WEIGHT =
      Setting.number(
          "fraudWeight",
          1,
          Bounds.above(0),
          "how much more a fraud counts than a genuine row; 1 leaves scores probabilities");
  private static final Setting<Boolean> MISSING_COLUMNS =
      Setting.flag(
          "missingColumns",
          true,
          "whether a feature that is missing in 0.1 % to 99.9 % of the rows gets a column that says so");
  private static final Setting<Double> DEVIATIONS =
      Setting.number(
          "deviations",
          20,
          Bounds.above(0).to(1e6),
          "values further from the mean than so many deviations count as lying there");
  private static final Setting<Integer> MAX_ITERATIONS =
      Setting.integer("maxIterations", 100, 1, 10_000, "Newton steps at most");

  /** All settings, in the order to show them. */
  static final List<Setting<?>> ALL =
      List.of(L2, FRAUD_WEIGHT, MISSING_COLUMNS, DEVIATIONS, MAX_ITERATIONS);

  /** Checks every setting. */
  public LogisticSettings {
    L2.check(l2);
    FRAUD_WEIGHT.check(fraudWeight);
    MISSING_COLUMNS.check(missingColumns);
    DEVIATIONS.check(deviations);
    MAX_ITERATIONS.check(maxIterations);
  }

  /** Reads settings by name. */
  static LogisticSettings of(SettingReader reader) {
    return new LogisticSettings(
        reader.get(L2),
        reader.get(FRAUD_WEIGHT),
        reader.get(MISSING_COLUMNS),
        reader.get(DEVIATIONS),
        reader.get(MAX_ITERATIONS));
  }

  /** Returns the settings of a baseline: a penalty of 1, frauds counting as genuine rows do. */
  public static LogisticSettings standard() {
    return of(SettingReader.of(ALL, Map.of()));
  }

  /** Returns every setting's text by its name. */
  Map<String, String> byName() {
    Map<String, String> named = new LinkedHashMap<>();
    named.put(L2.name(), L2.text(l2));
    named.put(FRAUD_WEIGHT.name(), FRAUD_WEIGHT.text(fraudWeight));
    named.put(MISSING_COLUMNS.name(), MISSING_COLUMNS.text(missingColumns));
    named.put(DEVIATIONS.name(), DEVIATIONS.text(deviations));
    named.put(MAX_ITERATIONS.name(), MAX_ITERATIONS.text(maxIterations));
    return named;
  }
}
