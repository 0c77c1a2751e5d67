package io.alcedo.retraining.training;

import java.io.IOException;
import java.io.Serializable;

/** Opens a desk where the task runs. */
@FunctionalInterface
interface TrainingDeskSource extends Serializable {
  /**
   * Opens the desk, to be closed by the caller.
   *
   * @throws IOException where what it needs cannot be read
   */
  TrainingDesk open() throws IOException;
}
