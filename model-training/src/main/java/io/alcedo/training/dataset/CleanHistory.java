package io.alcedo.training.dataset;

import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A history without what the job would not have let in: transactions that ingest refuses, and those
 * whose id was there before. What is left out reaches neither rows nor profiles, and is counted.
 * Remembers every id, about 80 bytes each. For one thread.
 */
public final class CleanHistory implements Iterator<LabelledTransaction>, AutoCloseable {
  private final Iterator<LabelledTransaction> source;
  private final TrainingHistory.RowSource rows;
  private final @Nullable Duration labelDelay;
  private final Map<Long, Integer> contents = new HashMap<>();
  private final Cleaning cleaning = new Cleaning();
  private long transactions;
  private @Nullable LabelledTransaction ahead;

  /**
   * Makes a history of what is clean in another.
   *
   * @param rows tells what ingest refuses
   * @param labelDelay how long after its transaction every verdict became known; null where each
   *     verdict's own time counts
   */
  public CleanHistory(
      Iterator<LabelledTransaction> source,
      TrainingHistory.RowSource rows,
      @Nullable Duration labelDelay) {
    this.source = source;
    this.rows = rows;
    this.labelDelay = labelDelay;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && source.hasNext()) {
      transactions++;
      LabelledTransaction candidate = delayed(source.next());
      CleaningRule rule = refusal(candidate);
      if (rule == null) {
        ahead = candidate;
      } else {
        cleaning.count(rule);
      }
    }
    return ahead != null;
  }

  @Override
  public LabelledTransaction next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException("The history has ended: transactions=" + transactions);
    }
    LabelledTransaction next = ahead;
    ahead = null;
    return next;
  }

  @Override
  public void close() throws IOException {
    HistorySource.close(source);
  }

  /** Returns what was left out so far. */
  public Cleaning cleaning() {
    return cleaning;
  }

  /** Returns how many transactions were read so far. */
  public long transactions() {
    return transactions;
  }

  private @Nullable CleaningRule refusal(LabelledTransaction candidate) {
    Transaction transaction = candidate.transaction();
    TransactionRow row = rows.row(transaction);
    if (row == null) {
      return CleaningRule.REFUSED;
    }
    long idHash =
        StableHash.of(
            row.required(TransactionRow.TENANT), row.required(TransactionRow.TRANSACTION_ID));
    int content = transaction.hashCode();
    Integer before = contents.putIfAbsent(idHash, content);
    if (before != null) {
      return before == content ? CleaningRule.DUPLICATE : CleaningRule.CONTRADICTION;
    }
    boolean early =
        candidate.fraud() != null
            && candidate.labelKnownAt() < transaction.getEventTime().toEpochMilli();
    return early ? CleaningRule.LABEL_BEFORE_EVENT : null;
  }

  private LabelledTransaction delayed(LabelledTransaction read) {
    if (labelDelay == null || read.fraud() == null) {
      return read;
    }
    long known = read.transaction().getEventTime().plus(labelDelay).toEpochMilli();
    return new LabelledTransaction(read.transaction(), read.fraud(), known, read.outcome());
  }
}
