package io.alcedo.registry;

import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.ModelReference;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a model do what: a complete state, so that the last one tells all. Immutable.
 *
 * <p>Each change makes the next assignment, whose generation is one higher, or is refused by a rule
 * that it would break. Once a version was promoted, one is active in every later assignment.
 *
 * <ul>
 *   <li><b>shadow</b>: a version that decides nothing starts to score; a canary steps back.
 *   <li><b>canary</b>: a version decides for a share of the cards, beside the active one.
 *   <li><b>promote</b>: a version becomes the active one; the one it replaces is the previous one
 *       and scores on as a shadow, ready to decide again.
 *   <li><b>rollBack</b>: the previous version is active again; the one that it replaces does
 *       nothing more.
 *   <li><b>retire</b>: a canary, a shadow or the previous version does nothing more.
 * </ul>
 *
 * @param modelName the model
 * @param generation counted up with each assignment; 0 is the state before the first
 * @param active decides; null where no version does yet
 * @param canary decides for a share of the cards; null where there is none
 * @param canaryShare that share, above 0 and below 1 where there is a canary, else 0
 * @param shadows score and decide nothing
 * @param previous was active before, to go back to, and scores as a shadow does until then; null
 *     where there is none
 * @param assignedAtMillis when the assignment was made, in milliseconds since 1970 UTC
 */
public record Assignment(
    String modelName,
    long generation,
    @Nullable ModelVersion active,
    @Nullable ModelVersion canary,
    double canaryShare,
    List<ModelVersion> shadows,
    @Nullable ModelVersion previous,
    long assignedAtMillis)
    implements Serializable {
  /** The most shadows of one model: each scores every event. */
  public static final int MOST_SHADOWS = 8;

  /** Copies the list and checks that the parts agree with each other. */
  public Assignment {
    shadows = List.copyOf(shadows);
    if (modelName.isBlank() || generation < 0) {
      throw new IllegalArgumentException(
          "An assignment has a model and a generation from 0 up: modelName="
              + modelName
              + ", generation="
              + generation);
    }
    AssignmentRules.requireShare(canary, canaryShare);
    AssignmentRules.requireApart(active, canary, shadows, previous);
  }

  /** Returns the state in which no version does anything. */
  public static Assignment none(String modelName) {
    return new Assignment(modelName, 0, null, null, 0, List.of(), null, 0);
  }

  /** Returns the assignment that a record holds. */
  public static Assignment of(ModelAssignment record) {
    return new Assignment(
        record.getModelName(),
        record.getGeneration(),
        version(record.getActive()),
        version(record.getCanary()),
        record.getCanaryShare(),
        record.getShadows().stream().map(ModelVersion::of).toList(),
        version(record.getPrevious()),
        record.getAssignedAt().toEpochMilli());
  }

  /**
   * Returns every version that scores, each once: the active one, the canary, the shadows and the
   * previous one.
   */
  public List<ModelVersion> lineUp() {
    return AssignmentRules.lineUp(active, canary, shadows, previous);
  }

  /** Returns the assignment after a version started to score without deciding. */
  public Assignment shadow(ModelVersion version, long atMillis) throws RefusedChangeException {
    requireOneDigest(version);
    requireNotActive(version);
    if (shadows.contains(version)) {
      throw refused(Rule.CHANGES_SOMETHING, "The version is no shadow yet", version);
    }
    if (shadows.size() >= MOST_SHADOWS) {
      throw refused(Rule.FEW_SHADOWS, "There are at most " + MOST_SHADOWS + " shadows", version);
    }
    boolean wasCanary = version.equals(canary);
    List<ModelVersion> more = new ArrayList<>(shadows);
    more.add(version);
    return next(
        active, wasCanary ? null : canary, wasCanary ? 0 : canaryShare, more, previous, atMillis);
  }

  /** Returns the assignment after a version started to decide for a share of the cards. */
  public Assignment canary(ModelVersion version, double share, long atMillis)
      throws RefusedChangeException {
    requireOneDigest(version);
    if (!(share > 0 && share < 1)) {
      throw new RefusedChangeException(
          Rule.CANARY_SHARE, "A canary's share is above 0 and below 1: share=" + share);
    }
    if (active == null) {
      throw refused(
          Rule.CANARY_BESIDE_ACTIVE, "A canary decides beside an active version", version);
    }
    requireNotActive(version);
    requireNoOtherCanary(version);
    if (version.equals(canary) && share == canaryShare) {
      throw refused(Rule.CHANGES_SOMETHING, "The canary has another share so far", version);
    }
    return next(
        active, version, share, AssignmentRules.without(shadows, version), previous, atMillis);
  }

  /** Returns the assignment after a version became the one that decides. */
  public Assignment promote(ModelVersion version, long atMillis) throws RefusedChangeException {
    requireOneDigest(version);
    if (version.equals(active)) {
      throw refused(Rule.CHANGES_SOMETHING, "The version is not active yet", version);
    }
    requireNoOtherCanary(version);
    return next(version, null, 0, AssignmentRules.without(shadows, version), active, atMillis);
  }

  /** Returns the assignment after the previous version became active again. */
  public Assignment rollBack(long atMillis) throws RefusedChangeException {
    if (previous == null) {
      throw new RefusedChangeException(
          Rule.HAS_PREVIOUS, "There is a previous version to go back to: model=" + modelName);
    }
    boolean wasCanary = previous.equals(canary);
    return next(
        previous,
        wasCanary ? null : canary,
        wasCanary ? 0 : canaryShare,
        AssignmentRules.without(shadows, previous),
        null,
        atMillis);
  }

  /** Returns the assignment after a version other than the active one left it. */
  public Assignment retire(ModelVersion version, long atMillis) throws RefusedChangeException {
    requireOneDigest(version);
    requireNotActive(version);
    if (!lineUp().contains(version)) {
      throw refused(Rule.IS_ASSIGNED, "The version does something", version);
    }
    boolean wasCanary = version.equals(canary);
    return next(
        active,
        wasCanary ? null : canary,
        wasCanary ? 0 : canaryShare,
        AssignmentRules.without(shadows, version),
        version.equals(previous) ? null : previous,
        atMillis);
  }

  private Assignment next(
      @Nullable ModelVersion nextActive,
      @Nullable ModelVersion nextCanary,
      double share,
      List<ModelVersion> nextShadows,
      @Nullable ModelVersion nextPrevious,
      long atMillis) {
    return new Assignment(
        modelName,
        generation + 1,
        nextActive,
        nextCanary,
        share,
        nextShadows,
        nextPrevious,
        atMillis);
  }

  private void requireOneDigest(ModelVersion version) throws RefusedChangeException {
    for (ModelVersion known : lineUp()) {
      if (known.version().equals(version.version()) && !known.equals(version)) {
        throw new RefusedChangeException(
            Rule.ONE_DIGEST,
            "A version has one digest: version="
                + version.version()
                + ", assigned="
                + known.digest()
                + ", asked for="
                + version.digest());
      }
    }
  }

  private void requireNotActive(ModelVersion version) throws RefusedChangeException {
    if (version.equals(active)) {
      throw refused(
          Rule.ACTIVE_STAYS,
          "The active version is replaced by a promotion or a rollback only",
          version);
    }
  }

  private void requireNoOtherCanary(ModelVersion version) throws RefusedChangeException {
    if (canary != null && !canary.equals(version)) {
      throw refused(
          Rule.ONE_CANARY,
          "There is one canary at a time; shadow or retire it first: canary=" + canary.version(),
          version);
    }
  }

  private RefusedChangeException refused(Rule rule, String message, ModelVersion version) {
    String separator = message.contains("=") ? ", " : ": ";
    return new RefusedChangeException(
        rule, message + separator + "model=" + modelName + ", version=" + version.version());
  }

  /** Returns the record that holds this assignment. */
  public ModelAssignment toRecord() {
    ModelAssignment record = new ModelAssignment();
    record.setModelName(modelName);
    record.setGeneration(generation);
    record.setActive(reference(active));
    record.setCanary(reference(canary));
    record.setCanaryShare(canaryShare);
    record.setShadows(new ArrayList<>(shadows.stream().map(ModelVersion::toRecord).toList()));
    record.setPrevious(reference(previous));
    record.setAssignedAt(Instant.ofEpochMilli(assignedAtMillis));
    return record;
  }

  private static @Nullable ModelVersion version(@Nullable ModelReference reference) {
    return reference == null ? null : ModelVersion.of(reference);
  }

  private static @Nullable ModelReference reference(@Nullable ModelVersion version) {
    return version == null ? null : version.toRecord();
  }
}
