package io.alcedo.scoring.inference;

import io.alcedo.scoring.event.TransactionEvent;

/** A transaction that has no decision yet, or had one from the fallback. Owned by the task. */
final class Waiting {
  final TransactionEvent event;
  final long deadlineMillis;
  boolean decided;

  Waiting(TransactionEvent event, long deadlineMillis) {
    this.event = event;
    this.deadlineMillis = deadlineMillis;
  }
}
