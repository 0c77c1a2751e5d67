package io.alcedo.registry;

import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a host says about a version that it was asked to run. Immutable.
 *
 * @param host its name and the index of its subtask
 * @param state LOADED, ACTIVE or REJECTED
 * @param code for REJECTED the code of the reason, else empty
 * @param reason for REJECTED the reason in words, else empty
 * @param executionTarget CPU or CUDA; empty where it does not run
 * @param generation of the assignment that asked for it, null where none did
 */
public record HostStatus(
    String host,
    String modelName,
    String version,
    ModelState state,
    String code,
    String reason,
    String executionTarget,
    @Nullable Long generation,
    Instant reportedAt) {

  /** Returns the status that a record holds. */
  public static HostStatus of(ModelStatus record) {
    return new HostStatus(
        record.getHost(),
        record.getModelName(),
        record.getModelVersion(),
        record.getState(),
        record.getCode(),
        record.getReason(),
        record.getExecutionTarget(),
        record.getGeneration(),
        record.getReportedAt());
  }

  /** Whether a host says that it does not run the version. */
  public boolean rejected() {
    return state == ModelState.REJECTED;
  }
}
