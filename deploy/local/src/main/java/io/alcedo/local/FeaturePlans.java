package io.alcedo.local;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.schema.row.RowLayout;
import org.jspecify.annotations.Nullable;

/** Opens feature sets by their shipped names or paths. */
public final class FeaturePlans {
  private FeaturePlans() {}

  /**
   * Returns a feature set.
   *
   * @throws CommandFailure with all problems of the set
   */
  public static FeatureSet set(String nameOrPath) {
    try {
      return FeatureSet.named(nameOrPath);
    } catch (FeatureSetException e) {
      throw new CommandFailure(ExitCodes.REFUSED, e.getMessage());
    }
  }

  /** Returns the compiled plan of a feature set. */
  public static FeaturePlan of(FeatureSet set) {
    return set.compile(RowLayout.withSignals(set.signals().keySet()));
  }

  /**
   * Returns the compiled plan of a feature set.
   *
   * @throws CommandFailure with all problems of the set
   */
  public static FeaturePlan named(String nameOrPath) {
    return of(set(nameOrPath));
  }

  /** Returns the text of the shipped set of this name and hash; null where there is none. */
  public static @Nullable String shippedText(String name, String hash) {
    if (!FeatureSet.SHIPPED.contains(name)) {
      return null;
    }
    FeatureSet set = set(name);
    return of(set).hash().equals(hash) ? set.yaml() : null;
  }
}
