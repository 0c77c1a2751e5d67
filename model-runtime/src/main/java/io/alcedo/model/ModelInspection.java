package io.alcedo.model;

/** The checks of a model's bytes before native code sees them. */
final class ModelInspection {
  private ModelInspection() {}

  static void inspect(BundleManifest manifest, byte[] onnx) throws BundleException {
    if (onnx.length == 0) {
      throw new BundleException(BundleProblem.UNREADABLE_MODEL, "The model file is empty");
    }
  }
}
