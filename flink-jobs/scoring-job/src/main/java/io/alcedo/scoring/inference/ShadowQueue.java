package io.alcedo.scoring.inference;

import io.alcedo.model.BatchCompletion;
import io.alcedo.model.InferenceWorker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decided batches that wait for their shadows' scores, in the order in which they are emitted. The
 * shadows have a worker of their own, which starts with the first batch that has any; a batch is
 * waited for until it is due. When one is, when too many wait, or while the worker is still at a
 * batch that was given up, all go out as they are: a shadow costs patience, never a decision.
 *
 * <p>Owned by the task's thread; only the batch under way belongs to the worker too.
 */
final class ShadowQueue {
  private static final int MOST_WAITING = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Takes batches off the queue. */
  interface Outlet {
    /**
     * Emits a batch.
     *
     * @param complete whether the shadows have had their turn
     */
    void emit(Flight flight, boolean complete);

    /** Takes back a batch that nobody uses any more. */
    void recycle(Flight flight);
  }

  private final Supplier<InferenceWorker> start;
  private final BatchCompletion returns;
  private final Outlet outlet;
  private final Deque<Flight> waiting = new ArrayDeque<>();
  private @Nullable InferenceWorker worker;
  private @Nullable Flight underWay;

  ShadowQueue(Supplier<InferenceWorker> start, BatchCompletion returns, Outlet outlet) {
    this.start = start;
    this.returns = returns;
    this.outlet = outlet;
  }

  /** Returns whether no batch waits to be emitted. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Returns when the oldest batch is no longer waited for, or {@code Long.MAX_VALUE} where none
   * waits.
   */
  long earliestDue() {
    Flight head = waiting.peek();
    return head == null ? Long.MAX_VALUE : head.dueMillis;
  }

  /** Takes a decided batch; under pressure it goes out at once, behind those that wait. */
  void add(Flight flight, boolean underPressure) {
    waiting.add(flight);
    Flight current = underWay;
    boolean stuck = current != null && current.emitted;
    if (underPressure || stuck || waiting.size() > MOST_WAITING) {
      giveUp();
    } else {
      next();
    }
  }

  /** Takes the batch under way back from the worker. */
  void completed() {
    Flight done = underWay;
    underWay = null;
    if (done == null) {
      throw new IllegalStateException("A worker returns the batch that it was given");
    }
    if (done.emitted) {
      outlet.recycle(done);
    } else {
      waiting.remove();
      out(done, true);
    }
    next();
  }

  /** Gives up on shadows that have had their time. */
  void expire(long nowMillis) {
    Flight head = waiting.peek();
    if (head != null && head.dueMillis <= nowMillis) {
      giveUp();
    }
  }

  /** Emits all that wait, without the scores that are not there. */
  void giveUp() {
    for (Flight flight = waiting.poll(); flight != null; flight = waiting.poll()) {
      flight.batch.hurry();
      out(flight, false);
    }
  }

  /**
   * Ends the worker after its batch, and forgets what waits; what batches hold is the owner's to
   * let go. A shadow that hangs is left behind after a few seconds.
   *
   * @return the batch that the worker has still, or null where it has ended
   */
  @Nullable Flight close() {
    InferenceWorker running = worker;
    if (underWay != null) {
      underWay.batch.hurry();
    }
    boolean ended = running == null || running.closeWithin(PATIENCE);
    waiting.clear();
    return ended ? null : underWay;
  }

  private void next() {
    Flight head = waiting.peek();
    if (underWay != null || head == null) {
      return;
    }
    InferenceWorker running = worker;
    if (running == null) {
      running = start.get();
      worker = running;
    }
    underWay = head;
    running.submit(head.batch, false, returns);
  }

  private void out(Flight flight, boolean complete) {
    flight.emitted = true;
    outlet.emit(flight, complete);
    if (flight != underWay) {
      outlet.recycle(flight);
    }
  }
}
