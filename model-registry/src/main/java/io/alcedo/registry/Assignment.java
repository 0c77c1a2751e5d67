package io.alcedo.registry;

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
 * @param modelName the model
 * @param generation counted up with each assignment; 0 is the state before the first
 * @param active decides; null where no version does yet
 * @param canary decides for a share of the cards; null where there is none
 * @param canaryShare that share, above 0 and below 1 where there is a canary, else 0
 * @param shadows score and decide nothing
 * @param previous was active before, to go back to; null where there is none
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
  /** Copies the list. */
  public Assignment {
    shadows = List.copyOf(shadows);
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
