package io.alcedo.model;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that works on one batch at a time. The caller queues: while the worker is busy
 * rows gather, and once it is {@link #idle} it is given all that wait, so that batches are as large
 * as the load makes them and nobody waits for a timer.
 *
 * <p>Any thread may call it. It holds no model: a batch has a lease on those that score it.
 */
public final class InferenceWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceWorker.class);

  private final BatchWork work;
  private final Thread thread;
  private final Object lock = new Object();
  private @Nullable Task next;
  private boolean closed;
  private volatile boolean idle = true;

  private InferenceWorker(String name, BatchWork work) {
    this.work = work;
    this.thread = new Thread(this::work, name);
    this.thread.setDaemon(true);
  }

  /**
   * Starts a worker.
   *
   * @param name the thread's name
   * @param work what it does with each batch; nobody else may use it from now on
   */
  public static InferenceWorker start(String name, BatchWork work) {
    InferenceWorker worker = new InferenceWorker(name, work);
    worker.thread.start();
    return worker;
  }

  /** Whether the worker would take a batch now. */
  public boolean idle() {
    return idle;
  }

  /**
   * Hands over a batch. Its completion is called once, whatever happens; from then on, and already
   * within the completion, the worker is idle again.
   *
   * @param underPressure whether so much waits that all but scores must give way
   * @throws IllegalStateException if the worker is not idle or is closed
   */
  public void submit(ScoringBatch batch, boolean underPressure, BatchCompletion completion) {
    synchronized (lock) {
      if (closed || !idle) {
        throw new IllegalStateException(
            "A worker takes one batch at a time until closed: closed=" + closed + ", idle=" + idle);
      }
      idle = false;
      next = new Task(batch, underPressure, completion);
      lock.notifyAll();
    }
  }

  private void work() {
    for (Task task = take(); task != null; task = take()) {
      Throwable failure = null;
      try {
        if (isClosed()) {
          throw new CancellationException("The worker was closed");
        }
        work.compute(task.batch(), task.underPressure());
      } catch (Throwable e) {
        failure = e;
      }
      finish(task, failure);
    }
  }

  private @Nullable Task take() {
    synchronized (lock) {
      while (next == null && !closed) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          LOG.debug("An interrupt does not end the worker, closing does");
        }
      }
      Task task = next;
      next = null;
      return task;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private void finish(Task task, @Nullable Throwable failure) {
    idle = true;
    try {
      task.completion().completed(task.batch(), failure);
    } catch (Throwable e) {
      LOG.error("A completion of the inference worker failed", e);
    }
  }

  /**
   * Ends the thread after the batch that it computes; one that it has not begun is completed with a
   * {@link CancellationException}. Waits for the end, unless called by the worker's own thread.
   */
  @Override
  public void close() {
    end(0);
  }

  /**
   * Ends the thread as {@link #close} does, but waits no longer than this: native code cannot be
   * interrupted. A thread that has not ended then still has its batch.
   *
   * @param patience how long to wait, above 0
   * @return whether the thread has ended
   */
  public boolean closeWithin(Duration patience) {
    if (patience.toMillis() <= 0) {
      throw new IllegalArgumentException("Patience is above 0: patience=" + patience);
    }
    return end(patience.toMillis());
  }

  /** Waits without limit where the time is 0. */
  private boolean end(long millis) {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (millis > 0 && left <= 0) {
        break;
      }
      try {
        thread.join(millis > 0 ? left : 0);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private record Task(ScoringBatch batch, boolean underPressure, BatchCompletion completion) {}
}
