package io.alcedo.scoring.assignment;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.features.FeatureUnion;
import io.alcedo.model.BundleException;
import io.alcedo.model.BundleProblem;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.ModelBundle;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.ConfiguredBundles;
import io.alcedo.scoring.roster.Roster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the roster of an assignment: reads and checks the bundle of each version that it names, and
 * adds the feature sets that the job needs beside those it has. Used once, by one thread.
 */
final class RosterBuilder {
  private final ConfiguredBundles bundles;
  private final Map<ModelVersion, BundleException> refused = new LinkedHashMap<>();
  private final List<String> featureSets;
  private FeatureUnion union;

  /**
   * Starts from what the job computes already.
   *
   * @param featureSets the sets beyond the job's own, which stay whatever the assignment says
   */
  RosterBuilder(ConfiguredBundles bundles, PlanSource plan, List<String> featureSets) {
    this.bundles = bundles;
    this.featureSets = new ArrayList<>(featureSets);
    this.union = plan.union(featureSets);
  }

  /** Returns the versions that were refused, and why. */
  Map<ModelVersion, BundleException> refused() {
    return refused;
  }

  /**
   * Returns the roster of those versions that can be run, or null where the active one cannot.
   *
   * @param assignment has an active version
   */
  @Nullable Roster build(Assignment assignment) {
    ModelVersion active = accepted(assignment, assignment.active());
    if (active == null) {
      return null;
    }
    ModelVersion canary = accepted(assignment, assignment.canary());
    List<ModelVersion> shadows = new ArrayList<>();
    for (ModelVersion shadow : assignment.shadows()) {
      ModelVersion sound = accepted(assignment, shadow);
      if (sound != null) {
        shadows.add(sound);
      }
    }
    return new Roster(
        new Assignment(
            assignment.modelName(),
            assignment.generation(),
            active,
            canary,
            canary == null ? 0 : assignment.canaryShare(),
            shadows,
            accepted(assignment, assignment.previous()),
            assignment.assignedAtMillis()),
        featureSets);
  }

  private @Nullable ModelVersion accepted(Assignment assignment, @Nullable ModelVersion version) {
    if (version == null || refused.containsKey(version)) {
      return null;
    }
    try {
      ModelBundle bundle = bundles.read(assignment.modelName(), version);
      require(bundle);
      return version;
    } catch (BundleException e) {
      refused.put(version, e);
      return null;
    } catch (IllegalArgumentException e) {
      refused.put(
          version,
          new BundleException(BundleProblem.MISSING_FILE, "No bundle has this name: " + e, e));
      return null;
    }
  }

  /** Makes sure that the job computes what a model needs, by the model's own set if that helps. */
  private void require(ModelBundle bundle) throws BundleException {
    try {
      FeatureBinding.bind(bundle.manifest(), union.names(), union.hashes());
    } catch (BundleException lacking) {
      String set = bundle.featureSet();
      if (set == null) {
        throw lacking;
      }
      FeatureUnion more = with(set, lacking.problem());
      FeatureBinding.bind(bundle.manifest(), more.names(), more.hashes());
      union = more;
      featureSets.add(set);
    }
  }

  private FeatureUnion with(String set, BundleProblem problem) throws BundleException {
    try {
      return union.with(FeatureSet.parse(set, "features.yaml"));
    } catch (FeatureSetException e) {
      throw new BundleException(
          problem, "The job cannot compute the model's own features: " + e.getMessage(), e);
    }
  }
}
