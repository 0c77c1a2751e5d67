package io.alcedo.scoring.emit;

import io.alcedo.model.BundleException;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.Framing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Writes what a host says of the models it is asked to run. One thread. */
public final class ModelStatuses {
  private final String host;
  private final String modelName;
  private final Framing framing;
  private final LongSupplier clock;

  /**
   * Creates a writer.
   *
   * @param part names the part of this host that speaks
   * @param clock the time of the statements, in milliseconds since 1970 UTC
   */
  public ModelStatuses(String part, String modelName, Framing framing, LongSupplier clock) {
    this.host = hostName() + '/' + part;
    this.modelName = modelName;
    this.framing = framing;
    this.clock = clock;
  }

  /** Returns the record that a model got so far. */
  public Emission reached(
      ModelVersion version, ModelState state, String executionTarget, long generation) {
    ModelStatus status = status(version, state, generation);
    status.setExecutionTarget(executionTarget);
    return emission(status);
  }

  /** Returns the record that a model is refused, with the code of the reason. */
  public Emission rejected(ModelVersion version, BundleException refusal, long generation) {
    return rejected(
        version, refusal.problem().name(), String.valueOf(refusal.getMessage()), generation);
  }

  /** Returns the record that a model is refused, with the code of the reason and its words. */
  public Emission rejected(ModelVersion version, String code, String reason, long generation) {
    ModelStatus status = status(version, ModelState.REJECTED, generation);
    status.setCode(code);
    status.setReason(reason);
    return emission(status);
  }

  private ModelStatus status(ModelVersion version, ModelState state, long generation) {
    ModelStatus status = new ModelStatus();
    status.setHost(host);
    status.setModelName(modelName);
    status.setModelVersion(version.version());
    status.setState(state);
    status.setCode("");
    status.setReason("");
    status.setExecutionTarget("");
    status.setGeneration(generation);
    status.setReportedAt(Instant.ofEpochMilli(clock.getAsLong()));
    return status;
  }

  private Emission emission(ModelStatus status) {
    return new Emission(
        OutputTopic.MODEL_STATUS, host.getBytes(StandardCharsets.UTF_8), framing.encode(status));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
