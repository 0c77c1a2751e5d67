package io.alcedo.model;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A daemon thread that scores one batch at a time and explains those rows that ask for it. The
 * caller queues: while the worker is busy rows gather, and once it is {@link #idle} it is given all
 * that wait, so that batches are as large as the load makes them and nobody waits for a timer.
 *
 * <p>Any thread may call it. It does not close the model: close the worker first.
 */
public final class InferenceWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceWorker.class);

  private final Scorer model;
  private final Explainer explainer;
  private final InferenceSettings settings;
  private final InferenceListener listener;
  private final Thread thread;
  private final Object lock = new Object();
  private @Nullable Task next;
  private boolean closed;
  private volatile boolean idle = true;
  private int[] which = new int[64];

  private InferenceWorker(
      String name,
      Scorer model,
      Explainer explainer,
      InferenceSettings settings,
      InferenceListener listener) {
    this.model = model;
    this.explainer = explainer;
    this.settings = settings;
    this.listener = listener;
    this.thread = new Thread(this::work, name);
    this.thread.setDaemon(true);
  }

  /**
   * Starts a worker.
   *
   * @param name the thread's name
   * @param explainer of the same model; nobody else may use it from now on
   */
  public static InferenceWorker start(
      String name,
      Scorer model,
      Explainer explainer,
      InferenceSettings settings,
      InferenceListener listener) {
    InferenceWorker worker = new InferenceWorker(name, model, explainer, settings, listener);
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
   * @param underPressure whether so much waits that reasons must give way to scores
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
        compute(task);
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

  private void compute(Task task) throws ScoringException {
    ScoringBatch batch = task.batch();
    long start = System.nanoTime();
    model.score(batch.rows(), batch.size(), batch.scores());
    long scored = System.nanoTime();
    listener.scored(batch.size(), scored - start);
    int asking = asking(batch);
    if (asking > 0) {
      int most =
          task.underPressure() ? settings.mostExplainedUnderPressure() : settings.mostExplained();
      int explained = Math.min(asking, most);
      if (explained < asking) {
        highestFirst(batch.scores(), asking);
      }
      explainer.explain(batch.rows(), batch.scores(), which, explained, batch::explain);
      for (int i = explained; i < asking; i++) {
        batch.explain(which[i], Explanation.SKIPPED);
      }
      listener.explained(explained, asking - explained, System.nanoTime() - scored);
    }
  }

  /** Notes the rows that ask for reasons and returns how many they are. */
  private int asking(ScoringBatch batch) {
    if (which.length < batch.size()) {
      which = new int[batch.capacity()];
    }
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.scores()[row] >= settings.explainFrom()) {
        which[count++] = row;
      }
    }
    return count;
  }

  private void highestFirst(float[] scores, int count) {
    int[] sorted =
        java.util.Arrays.stream(which, 0, count)
            .boxed()
            .sorted((left, right) -> Float.compare(scores[right], scores[left]))
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, which, 0, count);
  }

  private void finish(Task task, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        listener.failed(task.batch().size(), failure);
      }
    } catch (Throwable e) {
      LOG.error("A listener of the inference worker failed", e);
    }
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
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (thread != Thread.currentThread() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private record Task(ScoringBatch batch, boolean underPressure, BatchCompletion completion) {}
}
