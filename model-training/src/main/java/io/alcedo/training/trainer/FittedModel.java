package io.alcedo.training.trainer;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.dataset.TrainingSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model as its trainer holds it: its predictions are what the export is held against.
 *
 * <p>May own native memory until closed; for one thread at a time. Predictions depend on nothing
 * but the vector: the same values give the same probability.
 */
public interface FittedModel extends AutoCloseable {
  /** The name of an exported graph's input: float [N, features], NaN = missing. */
  String INPUT = "features";

  /** The name of an exported graph's output: float [N, 1], the probability of fraud. */
  String OUTPUT = "probability";

  /** The most rows that {@link #predict(TrainingSet)} hands over at once. */
  int BATCH_ROWS = 1 << 16;

  /** Returns the number of values in a vector. */
  int featureCount();

  /**
   * Returns the probability of fraud for each of {@code rows} row-major vectors.
   *
   * @param vectors the values, NaN = missing; may be longer than the rows need
   * @throws TrainingException TRAINER_FAILED
   */
  float[] predict(float[] vectors, int rows) throws TrainingException;

  /** Returns the probability of fraud for each row of the set. */
  default float[] predict(TrainingSet set) throws TrainingException {
    float[] scores = new float[set.size()];
    for (int from = 0; from < scores.length; from += BATCH_ROWS) {
      int to = Math.min(scores.length, from + BATCH_ROWS);
      System.arraycopy(predict(set.flat(from, to), to - from), 0, scores, from, to - from);
    }
    return scores;
  }

  /**
   * Returns the log-odds of fraud for each of {@code rows} row-major vectors, from which a
   * probability comes by the logistic function. A model that has them before its probabilities
   * returns those, as its exported graph has them before its last {@code Sigmoid}: near 0 and 1 a
   * float probability no longer holds them.
   *
   * @param vectors the values, NaN = missing; may be longer than the rows need
   * @throws TrainingException TRAINER_FAILED
   */
  default float[] logOdds(float[] vectors, int rows) throws TrainingException {
    float[] values = predict(vectors, rows);
    for (int row = 0; row < rows; row++) {
      values[row] = (float) LogOdds.of(values[row]);
    }
    return values;
  }

  /** Returns the log-odds of fraud for each row of the set. */
  default float[] logOdds(TrainingSet set) throws TrainingException {
    float[] values = new float[set.size()];
    for (int from = 0; from < values.length; from += BATCH_ROWS) {
      int to = Math.min(values.length, from + BATCH_ROWS);
      System.arraycopy(logOdds(set.flat(from, to), to - from), 0, values, from, to - from);
    }
    return values;
  }

  /**
   * Returns the model as an ONNX graph from {@value #INPUT} to {@value #OUTPUT}.
   *
   * @param target where it is to compute; a trainer with one form for all targets ignores it
   * @throws TrainingException NOT_EXPORTABLE
   */
  byte[] toOnnx(ExecutionTarget target) throws TrainingException;

  /**
   * Returns, by feature, the values at which the prediction may jump, such as the thresholds of
   * splits: an export is tried on them and on their neighbours. None where it is continuous.
   */
  default float[][] jumps() throws TrainingException {
    return new float[featureCount()][0];
  }

  /** Returns what fitting came to, such as the number of trees, for the bundle's metrics. */
  default Map<String, Double> facts() {
    return Map.of();
  }

  /**
   * Returns what its trainer needs to go on from this model, null where it always starts anew.
   *
   * @throws TrainingException TRAINER_FAILED
   */
  default byte @Nullable [] state() throws TrainingException {
    return null;
  }

  @Override
  void close();
}
