package io.alcedo.training.neural;

import io.alcedo.training.trainer.Bounds;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.SettingReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a neural network is shaped and learns.
 *
 * @param layers neurons of each hidden layer, from the input on; none is a logistic regression
 * @param dropout the share of neurons of a hidden layer left out of each step
 * @param learning how the weights move
 * @param fraudWeight how much more a fraud counts than a genuine row; 1 leaves scores probabilities
 * @param earlyStoppingEpochs epochs without a better figure after which learning ends; 0 for never
 * @param stoppingMetric the figure
 * @param missingColumns whether features that are missing at times get a column that says so
 * @param deviations how far from its mean a value counts, in deviations of its feature
 * @param hardware where it learns, and in which numbers
 * @param seed what first weights, the order of rows and dropout start from
 */
public record NeuralSettings(
    List<Integer> layers,
    double dropout,
    Learning learning,
    double fraudWeight,
    int earlyStoppingEpochs,
    StoppingMetric stoppingMetric,
    boolean missingColumns,
    double deviations,
    Hardware hardware,
    long seed) {
  private static final Setting<List<Integer>> LAYERS =
      Setting.integers(
          "layers",
          List.of(32, 16),
          1,
          4_096,
          8,
          "neurons of each hidden layer, from the input on; empty for none");
  private static final Setting<Double> DROPOUT =
      Setting.number(
          "dropout",
          0,
          Bounds.from(0).below(1),
          "share of each hidden layer's neurons that a step leaves out");
  private static final Setting<Double> FRAUD_WEIGHT =
      Setting.number(
          "fraudWeight",
          1,
          Bounds.above(0),
          "how much more a fraud counts than a genuine row; 1 leaves scores probabilities");
  private static final Setting<Integer> EARLY_STOPPING_EPOCHS =
      Setting.integer(
          "earlyStoppingEpochs",
          8,
          0,
          10_000,
          "epochs without a better figure on the validation rows after which learning ends; 0 for never");
  private static final Setting<StoppingMetric> STOPPING_METRIC =
      Setting.choice(
          "stoppingMetric",
          StoppingMetric.AVERAGE_PRECISION,
          "the figure that tells the best epoch, whose weights are kept");
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
  private static final Setting<Long> SEED =
      Setting.longInteger("seed", 17, 0, Integer.MAX_VALUE, "what everything random starts from");

  /** All settings but the seed, in the order to show them. */
  static final List<Setting<?>> ALL =
      List.of(
          LAYERS,
          DROPOUT,
          Learning.EPOCHS,
          Learning.BATCH_ROWS,
          Learning.LEARNING_RATE,
          Learning.L2,
          Learning.GRADIENT_NORM,
          FRAUD_WEIGHT,
          EARLY_STOPPING_EPOCHS,
          STOPPING_METRIC,
          MISSING_COLUMNS,
          DEVIATIONS,
          Hardware.DEVICE,
          Hardware.PRECISION,
          Hardware.THREADS);

  /** Checks every setting. */
  public NeuralSettings {
    layers = List.copyOf(layers);
    LAYERS.check(layers);
    DROPOUT.check(dropout);
    FRAUD_WEIGHT.check(fraudWeight);
    EARLY_STOPPING_EPOCHS.check(earlyStoppingEpochs);
    STOPPING_METRIC.check(stoppingMetric);
    MISSING_COLUMNS.check(missingColumns);
    DEVIATIONS.check(deviations);
    SEED.check(seed);
  }

  /** Reads settings by name. */
  static NeuralSettings of(SettingReader reader, long seed) {
    return new NeuralSettings(
        reader.get(LAYERS),
        reader.get(DROPOUT),
        new Learning(
            reader.get(Learning.EPOCHS),
            reader.get(Learning.BATCH_ROWS),
            reader.get(Learning.LEARNING_RATE),
            reader.get(Learning.L2),
            reader.get(Learning.GRADIENT_NORM)),
        reader.get(FRAUD_WEIGHT),
        reader.get(EARLY_STOPPING_EPOCHS),
        reader.get(STOPPING_METRIC),
        reader.get(MISSING_COLUMNS),
        reader.get(DEVIATIONS),
        new Hardware(
            reader.get(Hardware.DEVICE),
            reader.get(Hardware.PRECISION),
            reader.get(Hardware.THREADS)),
        seed);
  }

  /** Returns the plain network of layers of 32 and 16 neurons, on the processors. */
  public static NeuralSettings standard() {
    return of(SettingReader.of(ALL, Map.of()), 17);
  }

  /** Returns every setting's text by its name. */
  Map<String, String> byName() {
    Map<String, String> named = new LinkedHashMap<>();
    put(named, LAYERS, layers);
    put(named, DROPOUT, dropout);
    put(named, Learning.EPOCHS, learning.epochs());
    put(named, Learning.BATCH_ROWS, learning.batchRows());
    put(named, Learning.LEARNING_RATE, learning.rate());
    put(named, Learning.L2, learning.l2());
    put(named, Learning.GRADIENT_NORM, learning.gradientNorm());
    put(named, FRAUD_WEIGHT, fraudWeight);
    put(named, EARLY_STOPPING_EPOCHS, earlyStoppingEpochs);
    put(named, STOPPING_METRIC, stoppingMetric);
    put(named, MISSING_COLUMNS, missingColumns);
    put(named, DEVIATIONS, deviations);
    put(named, Hardware.DEVICE, hardware.device());
    put(named, Hardware.PRECISION, hardware.precision());
    put(named, Hardware.THREADS, hardware.threads());
    put(named, SEED, seed);
    return named;
  }

  private static <T> void put(Map<String, String> named, Setting<T> setting, T value) {
    named.put(setting.name(), setting.text(value));
  }
}
