package io.alcedo.training.calibration;

import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;
import java.util.Arrays;

/**
 * How a model's scores are calibrated on rows that it did not learn from: the map of all of them,
 * and what such a map does to rows that it has not seen. Immutable.
 *
 * <p>The rows may have told training when to stop, and thereby flatter the model a little; the map
 * then claims a little too much at the top. Keeping rows back for the map costs more: with the
 * fifty frauds that a validation set may hold, half of them made its error half as large again.
 */
public final class Calibration {
  /** Parts, one after the other in time, of which each is calibrated by the other four. */
  private static final int PARTS = 5;

  private final float[] claimed;
  private final boolean[] frauds;
  private final float[] weights;
  private final CalibrationMap map;

  private Calibration(float[] claimed, boolean[] frauds, float[] weights) {
    this.claimed = claimed;
    this.frauds = frauds;
    this.weights = weights;
    this.map = CalibrationFit.of(claimed, frauds, weights);
  }

  /**
   * Fits the map.
   *
   * @param rows frauds and genuine rows, each with its weight
   * @throws TrainingException TRAINER_FAILED where the model does not score the rows
   */
  public static Calibration of(FittedModel model, TrainingSet rows) throws TrainingException {
    boolean[] frauds = new boolean[rows.size()];
    float[] weights = new float[rows.size()];
    for (int row = 0; row < frauds.length; row++) {
      frauds[row] = rows.fraud(row);
      weights[row] = rows.weight(row);
    }
    return new Calibration(model.logOdds(rows), frauds, weights);
  }

  /** Returns the map of all rows. */
  public CalibrationMap map() {
    return map;
  }

  /**
   * Returns each row's score by a map of the rows of other times, which is what the error of the
   * calibration is measured on.
   */
  public float[] heldOut() {
    float[] scores = new float[claimed.length];
    for (int part = 0; part < PARTS; part++) {
      int from = (int) ((long) scores.length * part / PARTS);
      int to = (int) ((long) scores.length * (part + 1) / PARTS);
      CalibrationMap others = withoutRows(from, to);
      for (int row = from; row < to; row++) {
        scores[row] = others.probability(claimed[row]);
      }
    }
    return scores;
  }

  private CalibrationMap withoutRows(int from, int to) {
    int left = claimed.length - (to - from);
    float[] otherClaims = Arrays.copyOf(claimed, left);
    boolean[] otherFrauds = Arrays.copyOf(frauds, left);
    float[] otherWeights = Arrays.copyOf(weights, left);
    System.arraycopy(claimed, to, otherClaims, from, claimed.length - to);
    System.arraycopy(frauds, to, otherFrauds, from, claimed.length - to);
    System.arraycopy(weights, to, otherWeights, from, claimed.length - to);
    int positive = 0;
    for (boolean fraud : otherFrauds) {
      positive += fraud ? 1 : 0;
    }
    return positive == 0 || positive == left
        ? map
        : CalibrationFit.of(otherClaims, otherFrauds, otherWeights);
  }
}
