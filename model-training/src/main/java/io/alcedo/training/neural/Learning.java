package io.alcedo.training.neural;

import io.alcedo.training.trainer.Bounds;
import io.alcedo.training.trainer.Setting;

/**
 * How weights move.
 *
 * @param epochs how often all training rows are seen at most
 * @param batchRows rows a step
 * @param rate the learning rate of Adam
 * @param l2 the weight decay: times a weight it is added to the weight's gradient
 * @param gradientNorm the norm of all gradients together down to which a longer one is cut; 0 for
 *     no cut
 */
public record Learning(int epochs, int batchRows, double rate, double l2, double gradientNorm) {
  static final Setting<Integer> EPOCHS =
      Setting.integer("epochs", 60, 1, 10_000, "how often all training rows are seen at most");
  static final Setting<Integer> BATCH_ROWS =
      Setting.integer("batchRows", 512, 1, 1 << 20, "rows a step");
  static final Setting<Double> LEARNING_RATE =
      Setting.number("learningRate", 0.003, Bounds.above(0).to(1), "the learning rate of Adam");
  static final Setting<Double> L2 =
      Setting.number(
          "l2",
          0.0001,
          Bounds.from(0).to(10),
          "weight decay: times a weight it is added to the weight's gradient");
  static final Setting<Double> GRADIENT_NORM =
      Setting.number(
          "gradientNorm",
          1,
          Bounds.from(0),
          "norm of all gradients together to which a longer one is cut; 0 for no cut");

  /** Checks every setting. */
  public Learning {
    EPOCHS.check(epochs);
    BATCH_ROWS.check(batchRows);
    LEARNING_RATE.check(rate);
    L2.check(l2);
    GRADIENT_NORM.check(gradientNorm);
  }
}
