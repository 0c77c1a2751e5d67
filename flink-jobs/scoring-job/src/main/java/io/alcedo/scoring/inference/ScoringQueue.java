package io.alcedo.scoring.inference;

import io.alcedo.model.BatchCompletion;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.InferenceWorker;
import io.alcedo.model.ScoringBatch;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that wait for the model and those that it works on, oldest first, and the rule
 * of natural batching: whenever the worker is idle it is given all that wait, up to the most rows
 * of a batch. Two batches take turns, so that the worker has the next one before the results of the
 * last one are emitted.
 *
 * <p>Owned by the task's thread; only batches under way belong to the worker.
 */
final class ScoringQueue {
  /** Takes the batch off the worker's thread; the task's thread then calls {@link #completed}. */
  interface Return extends BatchCompletion {}

  /** Takes what the queue finds out about a transaction. */
  interface Outcomes {
    /** The model answered in time; the row's score and reasons are in the batch. */
    void scored(TransactionEvent event, ScoringBatch batch, int row);

    /** The model did not answer in time. */
    void late(TransactionEvent event);

    /** The model failed. */
    void failed(TransactionEvent event);

    /** The model answered after the fallback had decided. */
    void tooLate();
  }

  private final InferenceWorker worker;
  private final FeatureBinding binding;
  private final Return returns;
  private final Outcomes outcomes;
  private final int pressureRows;
  private final Deque<Waiting> pending = new ArrayDeque<>();
  private final MissingCounter missing;
  private List<Waiting> underWay = new ArrayList<>();
  private List<Waiting> spare = new ArrayList<>();
  private ScoringBatch next;
  private ScoringBatch other;
  private boolean busy;
  private int undecided;

  /**
   * Creates an empty queue.
   *
   * @param maxBatch the most rows of a batch
   * @param pressureRows how many wait when reasons begin to give way to scores
   * @param returns hands completed batches to the task's thread
   * @param outcomes takes what becomes of each transaction, each exactly once
   */
  ScoringQueue(
      InferenceWorker worker,
      FeatureBinding binding,
      int maxBatch,
      int pressureRows,
      MissingCounter missing,
      Return returns,
      Outcomes outcomes) {
    this.worker = worker;
    this.binding = binding;
    this.returns = returns;
    this.outcomes = outcomes;
    this.missing = missing;
    this.pressureRows = pressureRows;
    this.next = new ScoringBatch(binding.size(), maxBatch);
    this.other = new ScoringBatch(binding.size(), maxBatch);
  }

  /** Returns how many transactions have no decision yet. */
  int undecided() {
    return undecided;
  }

  /** Returns how many transactions wait for the model to become free. */
  int pending() {
    return pending.size();
  }

  /** Adds a transaction, and gives it to the worker at once where that is idle. */
  void add(TransactionEvent event, long deadlineMillis) {
    pending.add(new Waiting(event, deadlineMillis));
    undecided++;
    submit();
  }

  /** Returns the earliest deadline of those that have no decision, or null where all have one. */
  @Nullable Long earliestDeadline() {
    for (Waiting waiting : underWay) {
      if (!waiting.decided) {
        return waiting.deadlineMillis;
      }
    }
    Waiting head = pending.peek();
    return head == null ? null : head.deadlineMillis;
  }

  /** Lets the fallback decide those whose deadline has come. */
  void expire(long nowMillis) {
    for (Waiting waiting : underWay) {
      if (!waiting.decided && waiting.deadlineMillis <= nowMillis) {
        waiting.decided = true;
        undecided--;
        outcomes.late(waiting.event);
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
   * Takes a completed batch back and gives the worker the next one.
   *
   * @param failure null where the batch has its scores
   */
  void completed(ScoringBatch batch, @Nullable Throwable failure) {
    List<Waiting> done = underWay;
    underWay = spare;
    spare = done;
    busy = false;
    submit();
    for (int row = 0; row < done.size(); row++) {
      Waiting waiting = done.get(row);
      if (waiting.decided) {
        outcomes.tooLate();
        continue;
      }
      waiting.decided = true;
      undecided--;
      if (failure == null) {
        outcomes.scored(waiting.event, batch, row);
      } else {
        outcomes.failed(waiting.event);
      }
    }
    done.clear();
    batch.clear();
  }

  private void submit() {
    if (busy || pending.isEmpty()) {
      return;
    }
    ScoringBatch batch = next;
    while (batch.size() < batch.capacity() && !pending.isEmpty()) {
      Waiting waiting = pending.remove();
      float[] vector = waiting.event.requiredVector();
      batch.add(vector, binding);
      missing.count(vector);
      underWay.add(waiting);
    }
    missing.flush();
    next = other;
    other = batch;
    busy = true;
    worker.submit(batch, pending.size() >= pressureRows, returns);
  }
}
