package io.alcedo.training.boosting;

import io.alcedo.training.trainer.TrainingException;

/** An export that differs from its model in one threshold; for tests. */
public final class MovedThreshold {
  private MovedThreshold() {}

  /** Returns the model's trees as ONNX, the first split's threshold moved a little. */
  public static byte[] of(BoostedModel model) throws TrainingException {
    TreeEnsemble ensemble = TreeEnsemble.parse(model.json(), model.trees());
    ensemble.trees().get(0).value()[0] += 0.05f;
    return TreeEnsembleExport.toOnnx(ensemble);
  }
}
