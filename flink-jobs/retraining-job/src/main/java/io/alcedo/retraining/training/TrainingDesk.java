package io.alcedo.retraining.training;

import io.alcedo.operations.settings.Training;
import io.alcedo.retraining.trigger.TrainingCause;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run at a time, on a thread of its own at the lowest priority, so that tasks in the same
 * process come first. The caller's thread only hands over and asks; nothing here blocks it.
 */
final class TrainingDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingDesk.class);
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
  private static final long PATIENCE_SECONDS = 10;
  private static final Stumbling STUMBLING =
      new Stumbling(Duration.ofSeconds(10), Duration.ofMinutes(10), 12);

  /** Makes runs of plans. */
  @FunctionalInterface
  interface Runs {
    /** Returns the run of a plan; called on the training thread. */
    Run of(RunPlan plan) throws IOException;
  }

  /**
   * What is done where a run stumbles.
   *
   * @param first how long it then rests; twice as long after each further stumble in a row
   * @param longest the longest rest
   * @param most after so many in a row, none of which led to a model, no model comes of the run
   */
  record Stumbling(Duration first, Duration longest, int most) {
    long restNanos(int stumbles) {
      return Math.min(longest.toNanos(), first.toNanos() << Math.min(stumbles - 1, 20));
    }
  }

  /** A run that goes on when it is told to. */
  interface Run {
    /**
     * Goes on as far as is possible.
     *
     * @param now the job's time in milliseconds since 1970 UTC
     * @return how the run ended, null where it waits
     * @throws IOException where something did not answer; the run may go on later
     */
    @Nullable RunEnd advance(long now, TrainingProgress progress) throws IOException;

    /**
     * Ends the run without a model.
     *
     * @param words why
     * @throws IOException where something did not answer; the run may be ended later
     */
    RunEnd failed(String words, long now) throws IOException;

    /** Ends the run if it waits for an approval that has been long in coming; null where not. */
    @Nullable RunEnd gaveWay(long now) throws IOException;
  }

  private final RunFiles files;
  private final Runs runs;
  private final Training settings;
  private final TrainingMetrics metrics;
  private final Stumbling stumbling;
  private final ExecutorService thread;
  private final Set<String> answered = new HashSet<>();
  private long lastCut = Long.MIN_VALUE;
  private volatile boolean busy;
  private volatile @Nullable RunPlan open;
  private volatile long restUntil = System.nanoTime();

  /** Of the training thread: stumbles in a row, and why the run is to end; null while it is not. */
  private int stumbles;

  private @Nullable String lost;

  TrainingDesk(RunFiles files, Runs runs, Training settings, TrainingMetrics metrics)
      throws IOException {
    this(files, runs, settings, metrics, STUMBLING);
  }

  /**
   * Opens the desk and finds the run that was left open, if any.
   *
   * @throws IOException where the files of runs cannot be read
   */
  TrainingDesk(
      RunFiles files, Runs runs, Training settings, TrainingMetrics metrics, Stumbling stumbling)
      throws IOException {
    this.files = files;
    this.runs = runs;
    this.settings = settings;
    this.metrics = metrics;
    this.stumbling = stumbling;
    for (String id : files.ids()) {
      RunPlan plan = files.read(id, RunStep.PLAN, RunPlan.class);
      if (plan != null) {
        remember(plan);
        if (!files.exists(id, RunStep.END)) {
          open = plan;
        }
      }
    }
    metrics.phase(open == null ? TrainingPhase.IDLE : TrainingPhase.WAIT, 0);
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "alcedo-training");
              made.setDaemon(true);
              made.setPriority(Thread.MIN_PRIORITY);
              return made;
            });
  }

  /** Tells whether a training answered a command. */
  boolean answered(String commandId) {
    return answered.contains(commandId);
  }

  /** Returns the cut of the last run; the least value where there was none. */
  long lastCut() {
    return lastCut;
  }

  /** Tells whether a run can start: none is open. */
  boolean free() {
    return !busy && open == null;
  }

  /** Starts a run that takes all that is known now, and returns its cut. */
  long start(TrainingCause cause, long now) {
    long cut = Math.max(now, lastCut + 1);
    long to = cut - settings.maturity().toMillis();
    RunPlan plan =
        new RunPlan(
            ID.format(Instant.ofEpochMilli(cut)),
            cause,
            cut,
            to - settings.history().toMillis(),
            to,
            settings.start(),
            settings.seed());
    remember(plan);
    LOG.info("A run starts: run={}, cause={}: {}", plan.id(), cause.kind(), cause.words());
    open = plan;
    submit(plan, now, false);
    return cut;
  }

  /**
   * Lets the open run go on, where there is one that is neither at work nor rests.
   *
   * @param asked whether someone asked for another
   */
  void goOn(long now, boolean asked) {
    RunPlan plan = open;
    if (!busy && plan != null && System.nanoTime() - restUntil >= 0) {
      submit(plan, now, asked);
    }
  }

  private void submit(RunPlan plan, long now, boolean asked) {
    busy = true;
    thread.execute(
        () -> {
          try {
            work(plan, now, asked);
          } catch (IOException | RuntimeException | LinkageError e) {
            stumbled(plan, e);
          } catch (Error e) {
            // Memory that does not suffice now does not suffice at the next attempt.
            stumbled(plan, e);
            lost = "it could not go on: " + e;
          } finally {
            busy = false;
          }
        });
  }

  private void work(RunPlan plan, long now, boolean asked) throws IOException {
    if (!files.exists(plan.id(), RunStep.PLAN)) {
      files.write(plan.id(), RunStep.PLAN, plan);
    }
    Run run = runs.of(plan);
    boolean trained = files.exists(plan.id(), RunStep.STAGED);
    metrics.phase(trained ? TrainingPhase.LOOK : TrainingPhase.GATHER, 0);
    RunEnd end = lost == null ? run.advance(now, progress()) : run.failed(lost, now);
    if (end == null && asked) {
      end = run.gaveWay(now);
    }
    stumbles = 0;
    if (end == null) {
      metrics.phase(TrainingPhase.WAIT, 0);
    } else {
      lost = null;
      open = null;
      metrics.ended(end.result());
      metrics.phase(TrainingPhase.IDLE, 0);
    }
  }

  private void stumbled(RunPlan plan, Throwable cause) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    stumbles++;
    restUntil = System.nanoTime() + stumbling.restNanos(stumbles);
    metrics.stumbled();
    LOG.warn("A run goes on later: run={}, stumbles={}", plan.id(), stumbles, cause);
    if (stumbles >= stumbling.most() && !staged(plan)) {
      lost = "stumbled " + stumbles + " times before a model came of it, at last: " + cause;
    }
  }

  /** A model that is staged waits for whatever does not answer. */
  private boolean staged(RunPlan plan) {
    try {
      return files.exists(plan.id(), RunStep.STAGED);
    } catch (IOException e) {
      return true;
    }
  }

  private TrainingProgress progress() {
    return (phase, done, total) -> {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("The training was cancelled");
      }
      metrics.phase(TrainingPhase.of(phase), total > 0 ? (double) done / total : 0);
    };
  }

  private void remember(RunPlan plan) {
    lastCut = Math.max(lastCut, plan.cutMillis());
    String command = plan.cause().commandId();
    if (command != null) {
      answered.add(command);
    }
  }

  /** Stops what is at work; it goes on at the next start. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A training did not stop within {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
