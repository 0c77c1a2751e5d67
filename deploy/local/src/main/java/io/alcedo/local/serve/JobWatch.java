package io.alcedo.local.serve;

import io.alcedo.local.ExitCodes;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.metrics.ProcessMetrics;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.jspecify.annotations.Nullable;

/** Runs a job in this process until it ends or is stopped, and says how it stands. Stateless. */
final class JobWatch {
  private static final long LOOK_MILLIS = 100;

  private JobWatch() {}

  /**
   * Runs a job.
   *
   * @param doing what it does, in words, for the line that says that it is ready
   * @return the exit code of the command
   * @throws io.alcedo.local.CommandFailure where the job fails
   */
  static int run(ServedJob served, String doing, PrintWriter out) throws Exception {
    try (JobService service = JobService.start(served)) {
      StopSignals signals = StopSignals.interrupting(Thread.currentThread());
      try {
        return run(served, service, doing, out);
      } catch (InterruptedException e) {
        return signals.exitCode(); // asked to stop, by a signal or by whoever runs this as code
      }
    }
  }

  private static int run(ServedJob served, JobService service, String doing, PrintWriter out)
      throws Exception {
    RetainedCheckpoint origin = service.origin();
    if (origin != null) {
      out.printf("going on from the checkpoint of %s: %s%n", origin.completed(), origin.path());
      out.flush();
    }
    CompletableFuture<JobResult> ended = service.ended();
    JobResult result = awaitReady(served, ended);
    if (result == null) {
      out.printf(
          "%s; metrics at %s%s; Ctrl-C stops%n",
          doing,
          page(served, MetricsPage.portOfProcess()),
          service.flinkMetricsPort() > 0
              ? ", Flink's own at " + page(served, service.flinkMetricsPort())
              : "");
      out.flush();
      result = ended.get();
    }
    Throwable failure =
        result
            .getSerializedThrowable()
            .map(thrown -> thrown.deserializeError(JobWatch.class.getClassLoader()))
            .orElse(null);
    if (failure != null) {
      throw JobFailures.of(failure, origin);
    }
    out.println(
        result.getApplicationStatus() == ApplicationStatus.CANCELED
            ? "stopped"
            : "the job has ended");
    out.flush();
    return ExitCodes.OK;
  }

  private static String page(ServedJob served, int port) {
    return "http://" + served.metrics().bindAddress() + ":" + port + "/metrics";
  }

  /** Waits until the process is ready; returns the job's result where it ends before that. */
  private static @Nullable JobResult awaitReady(
      ServedJob served, CompletableFuture<JobResult> ended) throws Exception {
    while (!ProcessMetrics.get().readiness().missing(served.role()).isEmpty()) {
      try {
        return ended.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue; // not ended, and not ready: look again
      }
    }
    return null;
  }
}
