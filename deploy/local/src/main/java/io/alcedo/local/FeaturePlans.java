package io.alcedo.local;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.schema.row.RowLayout;

/** Opens feature sets by their shipped names or paths. */
public final class FeaturePlans {
  private FeaturePlans() {}

  /**
   * Returns the compiled plan of a feature set.
   *
   * @throws CommandFailure with all problems of the set
   */
  public static FeaturePlan named(String nameOrPath) {
    try {
      FeatureSet set = FeatureSet.named(nameOrPath);
      return set.compile(RowLayout.withSignals(set.signals().keySet()));
    } catch (FeatureSetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }
}
