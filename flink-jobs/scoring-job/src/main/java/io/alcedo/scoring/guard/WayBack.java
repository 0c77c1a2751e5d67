package io.alcedo.scoring.guard;

import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import java.io.IOException;
import java.io.Serializable;

/** Rolls a model back, as a job graph carries it. Called by one thread at a time; may block. */
public interface WayBack extends Serializable {
  /**
   * Asks for the version before.
   *
   * @param active the version that is to be rolled back
   * @param reason why, in words
   * @throws RefusedChangeException where that version is not active any more, or there is none to
   *     go back to
   * @throws IOException where nobody answers in time; whether it was done is then not known
   */
  void rollBack(String modelName, ModelVersion active, String reason)
      throws RefusedChangeException, IOException;
}
