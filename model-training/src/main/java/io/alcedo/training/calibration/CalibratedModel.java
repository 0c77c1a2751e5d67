package io.alcedo.training.calibration;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model whose scores are probabilities: 0.8 means that of such transactions 80 % are
 * fraud. Owns the model that it calibrates, and is for one thread at a time as that one is.
 */
public final class CalibratedModel implements FittedModel {
  private final FittedModel model;
  private final CalibrationMap map;

  /** Calibrates a model by a map; closing the result closes the model. */
  public CalibratedModel(FittedModel model, CalibrationMap map) {
    this.model = model;
    this.map = map;
  }

  /** Returns the model as its trainer made it; closed with this one. */
  public FittedModel uncalibrated() {
    return model;
  }

  /** Returns the map from the model's log-odds to calibrated ones. */
  public CalibrationMap map() {
    return map;
  }

  @Override
  public int featureCount() {
    return model.featureCount();
  }

  @Override
  public float[] predict(float[] vectors, int rows) throws TrainingException {
    float[] claimed = model.logOdds(vectors, rows);
    float[] scores = new float[rows];
    for (int row = 0; row < rows; row++) {
      scores[row] = map.probability(claimed[row]);
    }
    return scores;
  }

  @Override
  public float[] logOdds(float[] vectors, int rows) throws TrainingException {
    float[] claimed = model.logOdds(vectors, rows);
    for (int row = 0; row < rows; row++) {
      claimed[row] = (float) map.logOdds(claimed[row]);
    }
    return claimed;
  }

  /** Returns the state of the model as its trainer made it: a calibration is always made anew. */
  @Override
  public byte @Nullable [] state() throws TrainingException {
    return model.state();
  }

  @Override
  public byte[] toOnnx(ExecutionTarget target) throws TrainingException {
    return CalibratedGraph.append(model.toOnnx(target), map);
  }

  @Override
  public float[][] jumps() throws TrainingException {
    return model.jumps();
  }

  @Override
  public Map<String, Double> facts() {
    Map<String, Double> facts = new TreeMap<>(model.facts());
    facts.put("calibrationPieces", (double) map.pieces());
    return facts;
  }

  @Override
  public void close() {
    model.close();
  }
}
