package io.alcedo.training.boosting;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.training.trainer.FittedModel;
import io.alcedo.training.trainer.TrainingException;

/** A model whose export differs from it in one threshold; for tests. */
public record MovedThreshold(BoostedModel model) implements FittedModel {
  @Override
  public int featureCount() {
    return model.featureCount();
  }

  @Override
  public float[] predict(float[] vectors, int rows) throws TrainingException {
    return model.predict(vectors, rows);
  }

  /** Returns the model's trees as ONNX, the first split's threshold moved a little. */
  @Override
  public byte[] toOnnx(ExecutionTarget target) throws TrainingException {
    TreeEnsemble ensemble = TreeEnsemble.parse(model.json(), model.trees());
    ensemble.trees().get(0).value()[0] += 0.05f;
    return TreeEnsembleExport.toOnnx(ensemble);
  }

  @Override
  public void close() {
    model.close();
  }
}
