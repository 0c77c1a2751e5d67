package io.alcedo.model;

import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the canary for the rows on which it is to decide, on a thread of its own beside the active
 * model's call, and waits for it no longer than a stated time. One that has not answered by then is
 * left to itself: it keeps its session open, what it says is dropped, and it is not asked again
 * until it is back. So a canary that hangs delays one batch by that time and no other.
 *
 * <p>Owned by the deciding thread. Its buffers belong to the call while one is under way. The
 * thread ends when it has had nothing to do for a while.
 */
final class CanaryCall {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryCall.class);
  private static final long IDLE_SECONDS = 10;

  private final InferenceListener listener;
  private final long patienceNanos;
  private final ThreadPoolExecutor thread;
  private final Runnable call = this::call;
  private final Object lock = new Object();

  /** Whether the buffers belong to the call; by the lock. */
  private boolean underWay;

  private int lane;
  private @Nullable ServedModel model;
  private @Nullable Explainer explainer;
  private int most;
  private int count;
  private long startNanos;
  private long scoreNanos;
  private long explainNanos;
  private int explained;
  private int skipped;
  private @Nullable Throwable failure;
  private @Nullable Throwable unexplained;
  private int[] which = {};
  private float[] rows = {};
  private float[] scores = {};
  private int[] asking = {};
  private @Nullable Explanation[] reasons = {};

  CanaryCall(InferenceSettings settings, InferenceListener listener) {
    this.listener = listener;
    this.patienceNanos = settings.canaryPatience().toNanos();
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread made = new Thread(work, Thread.currentThread().getName() + "-canary");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts a call for the canary's rows of a batch.
   *
   * @param canary the canary's lane
   * @param mostExplained how many of the rows are explained at most
   * @return whether there is an answer to {@link #take}
   */
  boolean ask(ScoringBatch batch, int canary, int mostExplained) {
    ServedModel asked = batch.lineUp().model(canary);
    int many = rowsOf(batch, canary);
    if (isUnderWay()) {
      late(batch, canary, asked, many);
      return false;
    }
    if (many == 0) {
      return false;
    }
    if (explainer == null || model != asked) {
      explainer = new Explainer(asked.manifest().features(), asked.scorer());
    }
    model = asked;
    lane = canary;
    most = mostExplained;
    gather(batch, asked);
    failure = null;
    unexplained = null;
    explained = 0;
    skipped = 0;
    startNanos = System.nanoTime();
    return start(batch, asked);
  }

  private boolean start(ScoringBatch batch, ServedModel asked) {
    asked.hold();
    synchronized (lock) {
      underWay = true;
    }
    try {
      thread.execute(call);
      return true;
    } catch (RuntimeException | Error e) { // there is no memory for a thread
      end(asked);
      batch.failed(lane, e);
      listener.failed(asked, count, e);
      return false;
    }
  }

  private static int rowsOf(ScoringBatch batch, int canary) {
    int many = 0;
    for (int row = 0; row < batch.size(); row++) {
      many += batch.lane(row) == canary ? 1 : 0;
    }
    return many;
  }

  private void gather(ScoringBatch batch, ServedModel asked) {
    int features = asked.binding().size();
    if (which.length < batch.capacity()) {
      which = new int[batch.capacity()];
      scores = new float[batch.capacity()];
      asking = new int[batch.capacity()];
      reasons = new Explanation[batch.capacity()];
    }
    if (rows.length < batch.capacity() * features) {
      rows = new float[batch.capacity() * features];
    }
    Arrays.fill(reasons, null);
    count = 0;
    for (int row = 0; row < batch.size(); row++) {
      if (batch.lane(row) == lane) {
        asked.binding().gather(batch.vector(row), rows, count * features);
        which[count++] = row;
      }
    }
  }

  /** On the canary's thread. */
  private void call() {
    ServedModel asked = model;
    Explainer explaining = explainer;
    if (asked == null || explaining == null) {
      throw new IllegalStateException("A call has a model");
    }
    try {
      asked.scorer().score(rows, count, scores);
      scoreNanos = System.nanoTime() - startNanos;
      explain(asked, explaining);
    } catch (Throwable e) {
      failure = e;
    } finally {
      end(asked);
    }
  }

  private void end(ServedModel asked) {
    asked.letGo();
    synchronized (lock) {
      underWay = false;
      lock.notifyAll();
    }
  }

  private void explain(ServedModel asked, Explainer explaining) {
    double from = asked.explainFrom();
    int many = 0;
    for (int i = 0; i < count; i++) {
      if (scores[i] >= from) {
        reasons[i] = Explanation.SKIPPED;
        asking[many++] = i;
      }
    }
    if (many == 0) {
      return;
    }
    long start = System.nanoTime();
    explained = Math.min(many, most);
    skipped = many - explained;
    if (skipped > 0) {
      DecidingWork.highestFirst(asking, many, i -> scores[i]);
    }
    int features = asked.binding().size();
    float[] vectors = new float[explained * features];
    float[] theirScores = new float[explained];
    for (int i = 0; i < explained; i++) {
      System.arraycopy(rows, asking[i] * features, vectors, i * features, features);
      theirScores[i] = scores[asking[i]];
    }
    try {
      explaining.explain(vectors, theirScores, explained, (at, why) -> reasons[asking[at]] = why);
    } catch (Throwable e) {
      unexplained = e;
    }
    explainNanos = System.nanoTime() - start;
  }

  /** Waits for the answer, and writes it to the batch that the call was started for. */
  void take(ScoringBatch batch) {
    ServedModel asked = batch.lineUp().model(lane);
    if (!isBack()) {
      late(batch, lane, asked, count);
      return;
    }
    Throwable failed = failure;
    if (failed != null) {
      batch.failed(lane, failed);
      listener.failed(asked, count, failed);
      return;
    }
    batch.took(lane, scoreNanos);
    listener.scored(asked, count, scoreNanos);
    for (int i = 0; i < count; i++) {
      batch.score(which[i], lane, scores[i]);
      Explanation reason = reasons[i];
      if (reason != null) {
        batch.explain(which[i], reason);
      }
    }
    if (unexplained != null) {
      listener.failed(asked, 0, unexplained);
    }
    if (explained + skipped > 0) {
      listener.explained(explained, skipped, explainNanos);
    }
  }

  private void late(ScoringBatch batch, int canary, ServedModel asked, int many) {
    ScoringException late =
        new ScoringException(
            ScoringException.Problem.LATE,
            "The canary answers in time: patienceMillis="
                + TimeUnit.NANOSECONDS.toMillis(patienceNanos),
            null);
    batch.failed(canary, late);
    if (many > 0) {
      listener.failed(asked, many, late);
    }
  }

  private boolean isUnderWay() {
    synchronized (lock) {
      return underWay;
    }
  }

  private boolean isBack() {
    synchronized (lock) {
      long until = startNanos + patienceNanos;
      for (long left = until - System.nanoTime();
          underWay && left > 0;
          left = until - System.nanoTime()) {
        try {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        } catch (InterruptedException e) {
          LOG.debug("An interrupt does not end the worker, closing does");
        }
      }
      return !underWay;
    }
  }
}
