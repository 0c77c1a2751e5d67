package io.alcedo.local.serve;

import io.alcedo.local.CommandFailure;
import io.alcedo.local.ExitCodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says for a person why the job failed. Stateless. */
final class JobFailures {
  private static final Logger LOG = LoggerFactory.getLogger(JobFailures.class);

  private JobFailures() {}

  /**
   * Returns the failure that ends the command.
   *
   * @param origin the checkpoint that the job was to go on from, null where it started anew
   */
  static CommandFailure of(Throwable failure, @Nullable RetainedCheckpoint origin) {
    LOG.error("The job failed", failure);
    Throwable root = failure;
    boolean restoring = false;
    while (true) {
      String message = String.valueOf(root.getMessage());
      restoring |= message.contains("checkpoint/savepoint") || message.contains("restore");
      if (root.getCause() == null || root.getCause() == root) {
        break;
      }
      root = root.getCause();
    }
    String reason = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    if (origin != null && restoring) {
      return new CommandFailure(
          ExitCodes.FAILED,
          "the job can go on from its checkpoint: give the same --bootstrap as before, or name"
              + " another state.checkpoint_directory to start anew: checkpoint="
              + origin.path()
              + ", cause="
              + reason);
    }
    return new CommandFailure(ExitCodes.FAILED, "the job failed: " + reason);
  }
}
