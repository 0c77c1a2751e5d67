package io.alcedo.training.boosting;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trained gradient-boosted trees, as the trainer itself holds them: its predictions are what an
 * export is held against. Owns native memory until closed; for one thread at a time.
 */
public final class BoostedModel implements FittedModel {
  /** What XGBoost would refuse, an infinite value, is taken for this much of its sign. */
  private static final float LARGEST = 1e30f;

  private final Booster booster;
  private final int features;
  private final int trees;
  private final List<SearchTrial> trials;

  BoostedModel(Booster booster, int features, int trees) {
    this(booster, features, trees, List.of());
  }

  private BoostedModel(Booster booster, int features, int trees, List<SearchTrial> trials) {
    this.booster = booster;
    this.features = features;
    this.trees = trees;
    this.trials = List.copyOf(trials);
  }

  /** Returns this very model with the search that led to it; only one of both is to be closed. */
  BoostedModel after(List<SearchTrial> search) {
    return new BoostedModel(booster, features, trees, search);
  }

  /** Returns the trials of the search that led to the model, none where it was not searched. */
  public List<SearchTrial> trials() {
    return trials;
  }

  /** Returns the number of trees that score: those up to the best one on the validation rows. */
  public int trees() {
    return trees;
  }

  @Override
  public int featureCount() {
    return features;
  }

  @Override
  public float[] predict(float[] vectors, int rows) throws TrainingException {
    return column(call(vectors, rows, matrix -> booster.predict(matrix, false, trees)));
  }

  @Override
  public float[] logOdds(float[] vectors, int rows) throws TrainingException {
    return column(call(vectors, rows, matrix -> booster.predict(matrix, true, trees)));
  }

  private static float[] column(float[][] nested) {
    float[] values = new float[nested.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = nested[row][0];
    }
    return values;
  }

  /**
   * Returns the SHAP values of each of {@code rows} row-major vectors, in log-odds: one a feature,
   * then the bias; together they sum to the log-odds of the score.
   */
  public float[][] contributions(float[] vectors, int rows) throws TrainingException {
    return call(vectors, rows, matrix -> booster.predictContrib(matrix, trees));
  }

  @Override
  public byte[] toOnnx(ExecutionTarget target) throws TrainingException {
    return switch (target) {
      case CPU -> TreeEnsembleExport.toOnnx(ensemble());
      case CUDA -> TreeTensorExport.toOnnx(ensemble());
    };
  }

  /** Returns the thresholds of all splits, by feature. */
  @Override
  public float[][] jumps() throws TrainingException {
    return ensemble().thresholds();
  }

  @Override
  public Map<String, Double> facts() {
    Map<String, Double> facts = new TreeMap<>();
    facts.put("trees", (double) trees);
    facts.putAll(SearchTrial.facts(trials));
    return facts;
  }

  private TreeEnsemble ensemble() throws TrainingException {
    return TreeEnsemble.parse(json(), trees);
  }

  /** Returns the trainer's own JSON of the model, trees past the best one included. */
  byte[] json() throws TrainingException {
    try {
      return booster.toByteArray("json");
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  /** Returns all trees that were grown, those past the best one included. */
  @Override
  public byte[] state() throws TrainingException {
    try {
      return booster.toByteArray("ubj");
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    booster.dispose();
  }

  static TrainingException failed(XGBoostError e) {
    return new TrainingException(
        TrainingException.Code.TRAINER_FAILED, "XGBoost failed: " + e.getMessage(), e);
  }

  /** Makes a matrix of row-major vectors in which NaN is missing; changes infinite values. */
  static DMatrix matrix(float[] vectors, int rows, int features) throws XGBoostError {
    for (int i = 0; i < vectors.length; i++) {
      if (Float.isInfinite(vectors[i])) {
        vectors[i] = Math.copySign(LARGEST, vectors[i]);
      }
    }
    return new DMatrix(vectors, rows, features, Float.NaN);
  }

  private interface Prediction {
    float[][] of(DMatrix matrix) throws XGBoostError;
  }

  private float[][] call(float[] vectors, int rows, Prediction prediction)
      throws TrainingException {
    if (vectors.length < Math.multiplyExact(rows, features)) {
      throw new IllegalArgumentException(
          "Row-major vectors hold one value a feature and row: values=" + vectors.length);
    }
    if (rows == 0) {
      return new float[0][];
    }
    try {
      DMatrix matrix = matrix(Arrays.copyOf(vectors, rows * features), rows, features);
      try {
        return prediction.of(matrix);
      } finally {
        matrix.dispose();
      }
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }
}
