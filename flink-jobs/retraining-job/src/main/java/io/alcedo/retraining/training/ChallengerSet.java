package io.alcedo.retraining.training;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.model.ModelBundle;
import io.alcedo.training.Packaging;
import io.alcedo.training.dataset.dated.Lacking;
import io.alcedo.training.trainer.TrainingException;
import io.alcedo.training.trainer.TrainingException.Code;

/**
 * The feature set of a challenger: the configured one, or the one that a champion's bundle carries.
 *
 * @param plan its features
 * @param packaging what goes into the challenger's bundle
 * @param lacking what becomes of vectors that lack some of them: earlier vectors lack what was
 *     added to the configured set since, which is unknown there; what a model brought is in the
 *     vectors of its own time, and just these are taken
 */
record ChallengerSet(FeaturePlan plan, Packaging packaging, Lacking lacking) {

  /** Returns the configured set. */
  static ChallengerSet configured(FeaturePlan plan, Packaging packaging) {
    return new ChallengerSet(plan, packaging, Lacking.UNKNOWN);
  }

  /**
   * Returns the set that a champion's bundle carries; this very set where it carries none, or one
   * of the same features.
   *
   * @throws TrainingException BUNDLE, where it carries one that cannot be read here
   */
  ChallengerSet orThatOf(ModelBundle champion) throws TrainingException {
    String yaml = champion.featureSet();
    if (yaml == null) {
      return this;
    }
    try {
      FeaturePlan brought = FeatureSet.parse(yaml, champion.manifest().version()).compile();
      return brought.hash().equals(plan.hash())
          ? this
          : new ChallengerSet(
              brought, new Packaging(yaml, packaging.signingKey()), Lacking.LEFT_OUT);
    } catch (FeatureSetException e) {
      throw new TrainingException(
          Code.BUNDLE,
          "A champion's feature set can be read: champion="
              + champion.manifest().version()
              + ": "
              + e.getMessage(),
          e);
    }
  }
}
