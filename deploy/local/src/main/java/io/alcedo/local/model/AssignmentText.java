package io.alcedo.local.model;

import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Assignments in words. Stateless. */
final class AssignmentText {
  private AssignmentText() {}

  /** Returns what all versions do, in one line. */
  static String line(Assignment assignment) {
    return String.format(
        Locale.ROOT,
        "%s generation %d: active %s, canary %s, shadows %s, previous %s",
        assignment.modelName(),
        assignment.generation(),
        name(assignment.active()),
        assignment.canary() == null
            ? "none"
            : name(assignment.canary()) + " for " + assignment.canaryShare(),
        assignment.shadows().isEmpty()
            ? "none"
            : String.join(" ", assignment.shadows().stream().map(ModelVersion::version).toList()),
        name(assignment.previous()));
  }

  private static String name(@Nullable ModelVersion version) {
    return version == null ? "none" : version.version();
  }

  /** Returns what a version does; "staged" where that is nothing. */
  static String roles(Assignment assignment, ModelVersion version) {
    List<String> roles = new ArrayList<>();
    if (version.equals(assignment.active())) {
      roles.add("active");
    }
    if (version.equals(assignment.canary())) {
      roles.add("canary " + assignment.canaryShare());
    }
    if (assignment.shadows().contains(version)) {
      roles.add("shadow");
    }
    if (version.equals(assignment.previous())) {
      roles.add("previous");
    }
    return roles.isEmpty() ? "staged" : String.join(", ", roles);
  }
}
