package io.alcedo.model;

/** Holds a scorer against the golden vectors of a manifest. */
final class GoldenCheck {
  private GoldenCheck() {}

  static void check(BundleManifest manifest, Scorer scorer) throws BundleException {
    int count = manifest.goldenVectors().size();
    float[] rows = rows(manifest);
    float[] scores = new float[count];
    try {
      scorer.score(rows, count, scores);
    } catch (ScoringException e) {
      throw new BundleException(
          e.problem() == ScoringException.Problem.INVALID_SCORE
              ? BundleProblem.GOLDEN_MISMATCH
              : BundleProblem.LOAD_FAILED,
          "The golden vectors are not scored: " + e.getMessage(),
          e);
    }
    for (int i = 0; i < count; i++) {
      float expected = manifest.goldenVectors().get(i).score();
      if (!(Math.abs(scores[i] - expected) <= OnnxModel.GOLDEN_TOLERANCE)) {
        throw new BundleException(
            BundleProblem.GOLDEN_MISMATCH,
            "A golden vector has another score here: goldenVectors["
                + i
                + "], expected="
                + expected
                + ", actual="
                + scores[i]);
      }
    }
  }

  /** The golden vectors, row-major. */
  static float[] rows(BundleManifest manifest) {
    int features = manifest.features().size();
    float[] rows = new float[manifest.goldenVectors().size() * features];
    int at = 0;
    for (GoldenVector vector : manifest.goldenVectors()) {
      for (float value : vector.values()) {
        rows[at++] = value;
      }
    }
    return rows;
  }
}
