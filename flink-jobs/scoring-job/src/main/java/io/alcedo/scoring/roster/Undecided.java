package io.alcedo.scoring.roster;

import io.alcedo.model.BundleException;
import io.alcedo.registry.ModelVersion;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why no version is left to decide. Stateless. */
public final class Undecided {
  private Undecided() {}

  /**
   * Returns the refusal of the version that was to decide, with the reasons of all that were asked.
   *
   * @param refused the versions that were asked and why each cannot be run, in the order in which
   *     they were; at least one
   */
  public static BundleException because(Map<ModelVersion, BundleException> refused) {
    BundleException first = refused.values().iterator().next();
    if (refused.size() == 1) {
      return first;
    }
    return new BundleException(
        first.problem(),
        refused.entrySet().stream()
            .map(
                one ->
                    "version="
                        + one.getKey().version()
                        + ", code="
                        + one.getValue().problem()
                        + ": "
                        + one.getValue().getMessage())
            .collect(Collectors.joining("; ", "A version that may decide can be run: ", "")),
        first);
  }
}
