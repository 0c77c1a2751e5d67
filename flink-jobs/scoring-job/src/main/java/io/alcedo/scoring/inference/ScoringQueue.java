package io.alcedo.scoring.inference;

import io.alcedo.model.BatchCompletion;
import io.alcedo.model.InferenceWorker;
import io.alcedo.model.LineUp;
import io.alcedo.model.ScoringBatch;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that wait for the models and those that they work on, oldest first, and the rule
 * of natural batching: whenever the worker is idle it is given all that wait, up to the most rows
 * of a batch, before the results of the last batch are emitted. Each batch is scored by the line-up
 * that is in use when it is given to the worker; another one takes over between two batches.
 *
 * <p>Owned by the task's thread; only batches under way belong to the workers.
 */
final class ScoringQueue {
  /** Takes what the queue finds out about a transaction. */
  interface Outcomes {
    /**
     * A batch goes out; its rows follow.
     *
     * @param shadows whether the models have had their turn on what they do not decide
     */
    void goesOut(ScoringBatch batch, boolean shadows);

    /**
     * A model answered in time; the row's scores and reasons are in the batch.
     *
     * @param shadows whether the models have had their turn on what they do not decide
     */
    void scored(TransactionEvent event, ScoringBatch batch, int row, boolean shadows);

    /** No model answered in time. */
    void late(TransactionEvent event);

    /** No model could score it. */
    void failed(TransactionEvent event);

    /** A model answered after the fallback had decided. */
    void tooLate();
  }

  private final InferenceWorker worker;
  private final BatchCompletion returns;
  private final Outcomes outcomes;
  private final QueueLimits limits;
  private final Deque<Waiting> pending = new ArrayDeque<>();
  private final Deque<Flight> spare = new ArrayDeque<>();

  /** All that there are, wherever they are when the end comes. */
  private final List<Flight> flights = new ArrayList<>();

  private final ShadowQueue shadows;
  private LineUp lineUp;
  private MissingCounter missing;
  private @Nullable Flight deciding;
  private int undecided;

  /**
   * Creates an empty queue.
   *
   * @param returns hands decided batches to the task's thread
   * @param shadowing starts the shadows' worker and hands its batches back
   * @param outcomes takes what becomes of each transaction, each exactly once
   */
  ScoringQueue(
      QueueLimits limits,
      InferenceWorker worker,
      BatchCompletion returns,
      ShadowStart shadowing,
      Outcomes outcomes,
      LineUp first,
      MissingCounter missing) {
    this.limits = limits;
    this.worker = worker;
    this.returns = returns;
    this.outcomes = outcomes;
    this.lineUp = first;
    this.missing = missing;
    this.shadows = new ShadowQueue(shadowing.worker(), shadowing.returns(), new Outlet());
  }

  /** How the shadows' worker is started, and what takes its batches off its thread. */
  record ShadowStart(
      java.util.function.Supplier<InferenceWorker> worker, BatchCompletion returns) {}

  /** Returns the line-up that scores the next batch. */
  LineUp lineUp() {
    return lineUp;
  }

  /** Has the next batch scored by another line-up, and gives the one in use up. */
  void use(LineUp next, MissingCounter counter) {
    LineUp before = lineUp;
    lineUp = next;
    missing = counter;
    before.giveUp();
  }

  /** Returns how many transactions have not been emitted yet. */
  int undecided() {
    return undecided;
  }

  /** Returns how many transactions wait for the models to become free. */
  int pending() {
    return pending.size();
  }

  /** Adds a transaction, and gives it to the worker at once where that is idle. */
  void add(TransactionEvent event, long deadlineMillis) {
    pending.add(new Waiting(event, deadlineMillis));
    undecided++;
    submit();
  }

  /** Returns when something becomes due, or {@code Long.MAX_VALUE} where nothing waits. */
  long earliestDeadline() {
    return Math.min(shadows.earliestDue(), earliestUndecided());
  }

  private long earliestUndecided() {
    Flight current = deciding;
    if (current != null) {
      for (int row = 0; row < current.rows.size(); row++) {
        Waiting waiting = current.rows.get(row);
        if (!waiting.decided) {
          return waiting.deadlineMillis;
        }
      }
    }
    Waiting head = pending.peek();
    return head == null ? Long.MAX_VALUE : head.deadlineMillis;
  }

  /** Lets the fallback decide those whose deadline has come, and shadows go that had their time. */
  void expire(long nowMillis) {
    shadows.expire(nowMillis);
    Flight current = deciding;
    if (current != null) {
      for (Waiting waiting : current.rows) {
        if (!waiting.decided && waiting.deadlineMillis <= nowMillis) {
          waiting.decided = true;
          undecided--;
          outcomes.late(waiting.event);
        }
      }
    }
    for (Waiting head = pending.peek();
        head != null && head.deadlineMillis <= nowMillis;
        head = pending.peek()) {
      pending.remove();
      undecided--;
      outcomes.late(head.event);
    }
  }

  /**
   * Takes the decided batch back and gives the worker the next one.
   *
   * @param failure null where the worker has done its part
   * @param nowMillis the time from which shadows are waited for
   */
  void decided(@Nullable Throwable failure, long nowMillis) {
    Flight flight = deciding;
    if (flight == null) {
      throw new IllegalStateException("A worker returns the batch that it was given");
    }
    deciding = null;
    submit();
    if (failure == null && (flight.batch.lineUp().hasShadows() || !shadows.isEmpty())) {
      flight.dueMillis = due(flight, nowMillis);
      shadows.add(flight, underPressure());
    } else {
      shadows.giveUp();
      emit(flight, failure == null, failure == null);
      recycle(flight);
    }
  }

  /** Takes the batch that shadows have scored back. */
  void shadowed() {
    shadows.completed();
  }

  /**
   * Ends both workers after their batches, and lets all models go; but those of a batch whose
   * shadow does not return stay open.
   */
  void close() {
    worker.close();
    Flight stuck = shadows.close();
    deciding = null;
    for (Flight flight : flights) {
      if (flight != stuck) {
        flight.clear();
      }
    }
    lineUp.giveUp();
  }

  /** A batch waits for shadows no longer than it may, and never beyond a row's own deadline. */
  private long due(Flight flight, long nowMillis) {
    long due = nowMillis + limits.shadowPatienceMillis();
    return flight.rows.isEmpty() ? due : Math.min(due, flight.rows.get(0).deadlineMillis);
  }

  private boolean underPressure() {
    return pending.size() >= limits.pressureRows();
  }

  private void submit() {
    if (deciding != null || pending.isEmpty()) {
      return;
    }
    Flight flight = spare.poll();
    if (flight == null) {
      flight = new Flight(limits.maxBatch());
      flights.add(flight);
    }
    fill(flight);
    deciding = flight;
    worker.submit(flight.batch, underPressure(), returns);
  }

  private void fill(Flight flight) {
    ScoringBatch batch = flight.batch;
    batch.start(lineUp);
    boolean canary = lineUp.hasCanary();
    while (flight.rows.size() < batch.capacity() && !pending.isEmpty()) {
      flight.rows.add(pending.remove());
    }
    for (int row = 0; row < flight.rows.size(); row++) {
      TransactionEvent event = flight.rows.get(row).event;
      float[] vector = event.requiredVector();
      batch.add(vector, event.plannedFeatures(), canary ? CardLot.of(event.row()) : 0);
      missing.add(vector);
    }
    missing.count();
  }

  private void emit(Flight flight, boolean scored, boolean complete) {
    ScoringBatch batch = flight.batch;
    if (scored) {
      outcomes.goesOut(batch, complete);
    }
    for (int row = 0; row < flight.rows.size(); row++) {
      Waiting waiting = flight.rows.get(row);
      if (waiting.decided) {
        outcomes.tooLate();
        continue;
      }
      waiting.decided = true;
      undecided--;
      if (scored && batch.lane(row) != LineUp.NOBODY) {
        outcomes.scored(waiting.event, batch, row, complete);
      } else {
        outcomes.failed(waiting.event);
      }
    }
  }

  private void recycle(Flight flight) {
    flight.clear();
    spare.add(flight);
  }

  /** Where batches leave the shadows' queue. */
  private final class Outlet implements ShadowQueue.Outlet {
    @Override
    public void emit(Flight flight, boolean complete) {
      ScoringQueue.this.emit(flight, true, complete);
    }

    @Override
    public void recycle(Flight flight) {
      ScoringQueue.this.recycle(flight);
    }
  }
}
