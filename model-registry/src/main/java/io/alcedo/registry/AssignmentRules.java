package io.alcedo.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every assignment keeps, whoever wrote it. Stateless. */
final class AssignmentRules {
  private AssignmentRules() {}

  static void requireShare(@Nullable ModelVersion canary, double share) {
    if (canary == null ? share != 0 : !(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "A canary's share is above 0 and below 1, and 0 without a canary: canaryShare=" + share);
    }
  }

  /** Active, canary and shadows are different versions; the previous one may do more. */
  static void requireApart(
      @Nullable ModelVersion active,
      @Nullable ModelVersion canary,
      List<ModelVersion> shadows,
      @Nullable ModelVersion previous) {
    Set<String> seen = new HashSet<>();
    for (ModelVersion version : each(active, canary, shadows, null).toList()) {
      if (!seen.add(version.version())) {
        throw new IllegalArgumentException(
            "A version does one thing: version=" + version.version());
      }
    }
    if (previous != null && (active == null || active.version().equals(previous.version()))) {
      throw new IllegalArgumentException(
          "The previous version was replaced by another: previous=" + previous.version());
    }
    Map<String, ModelVersion> byName = new HashMap<>();
    for (ModelVersion version : each(active, canary, shadows, previous).toList()) {
      if (!byName.computeIfAbsent(version.version(), name -> version).equals(version)) {
        throw new IllegalArgumentException(
            "A version has one digest: version=" + version.version());
      }
    }
    if (shadows.size() > Assignment.MOST_SHADOWS) {
      throw new IllegalArgumentException(
          "There are at most " + Assignment.MOST_SHADOWS + " shadows: shadows=" + shadows.size());
    }
  }

  static List<ModelVersion> lineUp(
      @Nullable ModelVersion active,
      @Nullable ModelVersion canary,
      List<ModelVersion> shadows,
      @Nullable ModelVersion previous) {
    return each(active, canary, shadows, previous).distinct().toList();
  }

  private static Stream<ModelVersion> each(
      @Nullable ModelVersion active,
      @Nullable ModelVersion canary,
      List<ModelVersion> shadows,
      @Nullable ModelVersion previous) {
    return Stream.of(
            Stream.ofNullable(active),
            Stream.ofNullable(canary),
            shadows.stream(),
            Stream.ofNullable(previous))
        .flatMap(versions -> versions);
  }

  static List<ModelVersion> without(List<ModelVersion> versions, @Nullable ModelVersion gone) {
    return versions.stream().filter(version -> !version.equals(gone)).toList();
  }
}
