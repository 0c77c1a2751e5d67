package io.alcedo.scoring.inference;

import io.alcedo.model.ScoringBatch;
import java.util.ArrayList;
import java.util.List;

/** A batch on its way, with the transactions that are its rows. Owned by the task. */
final class Flight {
  final ScoringBatch batch;
  final List<Waiting> rows = new ArrayList<>();

  /** When its shadows are no longer waited for. */
  long dueMillis;

  boolean emitted;

  Flight(int capacity) {
    this.batch = new ScoringBatch(capacity);
  }

  void clear() {
    batch.clear();
    rows.clear();
    emitted = false;
  }
}
