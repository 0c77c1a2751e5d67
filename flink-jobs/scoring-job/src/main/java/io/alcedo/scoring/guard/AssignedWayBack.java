package io.alcedo.scoring.guard;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import java.io.IOException;
import java.time.InstantSource;

/** Rolls a model back by an assignment, with the command of the guard beside it. Immutable. */
public final class AssignedWayBack implements WayBack {
  /** Who asks, in commands. */
  public static final String GUARD = "guard";

  private static final long serialVersionUID = 1L;

  private final RegistryKafka kafka;

  /** Creates the way back of a configuration. */
  public AssignedWayBack(AlcedoConfig config) {
    this.kafka = RegistryKafka.of(config);
  }

  @Override
  public void rollBack(String modelName, ModelVersion active, String reason)
      throws RefusedChangeException, IOException {
    new AssignmentLog(kafka, InstantSource.system())
        .change(modelName, Change.rollBack().whileActive(active), new Request(GUARD, reason));
  }
}
