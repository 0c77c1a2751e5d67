package io.alcedo.registry;

import io.alcedo.schema.ModelAction;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit: who asked for what of a model, why, and what came of it. Immutable.
 *
 * @param commandId unique
 * @param target the version that it was asked of, null where the action names none
 * @param canaryShare for a canary, its share; else null
 * @param generation of the assignment that followed, null where it was refused
 */
public record RecordedCommand(
    String commandId,
    String modelName,
    ModelAction action,
    @Nullable ModelVersion target,
    @Nullable Double canaryShare,
    @Nullable Long generation,
    Request request,
    Instant requestedAt) {

  /** Returns the command that a record holds. */
  static RecordedCommand of(ModelCommand record) {
    ModelReference target = record.getTarget();
    return new RecordedCommand(
        record.getCommandId(),
        record.getModelName(),
        record.getAction(),
        target == null ? null : ModelVersion.of(target),
        record.getCanaryShare(),
        record.getGeneration(),
        new Request(record.getRequestedBy(), record.getReason()),
        record.getRequestedAt());
  }

  /** Returns the record that holds this command. */
  ModelCommand toRecord() {
    ModelCommand record = new ModelCommand();
    record.setCommandId(commandId);
    record.setModelName(modelName);
    record.setAction(action);
    record.setTarget(target == null ? null : target.toRecord());
    record.setCanaryShare(canaryShare);
    record.setGeneration(generation);
    record.setRequestedBy(request.by());
    record.setReason(request.reason());
    record.setRequestedAt(requestedAt);
    return record;
  }
}
