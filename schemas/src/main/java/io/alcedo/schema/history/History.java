package io.alcedo.schema.history;

import io.alcedo.schema.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges transactions with their labels and outcomes into the one total order of history: by time;
 * at the same instant labels, then outcomes, then transactions; then in the order of the input. A
 * label's time is when it became known, an outcome's when it occurred. Only reported frauds are
 * label events: a genuine transaction is one that nobody reported.
 *
 * <p>Transactions are read as they are needed, in the order of their event times, and labels and
 * outcomes that lie in the future wait in a heap: it holds as many as fall due within the longest
 * delay. Not thread-safe.
 */
public final class History implements Iterator<HistoryEvent> {
  private static final Comparator<HistoryEvent> TOTAL_ORDER =
      Comparator.comparingLong(HistoryEvent::time)
          .thenComparing(HistoryEvent::kind)
          .thenComparingLong(HistoryEvent::position);

  private final Iterator<LabelledTransaction> transactions;
  private final PriorityQueue<HistoryEvent> waiting = new PriorityQueue<>(TOTAL_ORDER);
  private @Nullable HistoryEvent ahead;
  private long position = -1;
  private long latest = Long.MIN_VALUE;

  private History(Iterator<LabelledTransaction> transactions) {
    this.transactions = transactions;
  }

  /**
   * Returns the history of these transactions.
   *
   * <p>Its {@link #hasNext} and {@link #next} throw {@link IllegalArgumentException}, naming the
   * row counted from 1, where a transaction's event time is before its predecessor's, or its label
   * or outcome before itself.
   */
  public static History of(Iterator<LabelledTransaction> transactions) {
    return new History(transactions);
  }

  @Override
  public boolean hasNext() {
    readUntilHeadIsDue();
    return !waiting.isEmpty();
  }

  @Override
  public HistoryEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The history has ended: transactions=" + (position + 1));
    }
    return waiting.remove();
  }

  /** The head is due once no transaction still unread can come before it. */
  private void readUntilHeadIsDue() {
    while (true) {
      if (ahead == null) {
        if (!transactions.hasNext()) {
          return;
        }
        ahead = read(transactions.next());
      }
      HistoryEvent head = waiting.peek();
      if (head != null && head.time() < ahead.time()) {
        return;
      }
      admit(ahead);
      ahead = null;
    }
  }

  private HistoryEvent read(LabelledTransaction source) {
    position++;
    long time = source.transaction().getEventTime().toEpochMilli();
    if (time < latest) {
      throw new IllegalArgumentException(
          "Transactions come in the order of their event times: row="
              + (position + 1)
              + ", eventTime="
              + source.transaction().getEventTime()
              + ", previous="
              + Instant.ofEpochMilli(latest));
    }
    latest = time;
    return new HistoryEvent(HistoryKind.TRANSACTION, time, position, source);
  }

  private void admit(HistoryEvent transaction) {
    LabelledTransaction source = transaction.source();
    waiting.add(transaction);
    if (Boolean.TRUE.equals(source.fraud())) {
      waiting.add(later(HistoryKind.LABEL, source.labelKnownAt(), transaction));
    }
    Outcome outcome = source.outcome();
    if (outcome != null) {
      long time = outcome.getOccurredAt().toEpochMilli();
      waiting.add(later(HistoryKind.OUTCOME, time, transaction));
    }
  }

  private static HistoryEvent later(HistoryKind kind, long time, HistoryEvent transaction) {
    if (time < transaction.time()) {
      throw new IllegalArgumentException(
          "A label or outcome is not known before its transaction: row="
              + (transaction.position() + 1)
              + ", kind="
              + kind
              + ", time="
              + Instant.ofEpochMilli(time)
              + ", eventTime="
              + Instant.ofEpochMilli(transaction.time()));
    }
    return new HistoryEvent(kind, time, transaction.position(), transaction.source());
  }
}
