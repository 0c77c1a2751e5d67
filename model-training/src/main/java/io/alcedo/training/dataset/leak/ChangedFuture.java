package io.alcedo.training.dataset.leak;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A history cut at one transaction, with another future: later transactions never come, labels and
 * outcomes that were not known at its time say the opposite, and so does its own label, whenever it
 * claims to have been known. What was known at that time is as it was.
 *
 * <p>Nobody reports a fraud at the moment of the payment: a label that claims to have been known
 * within a minute of its transaction carries the time of the transaction, not that of a report, and
 * is taken as known a day after it at the earliest. For one thread.
 */
final class ChangedFuture implements Iterator<LabelledTransaction> {
  private static final long LEAST_DELAY_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long BELIEVED_AFTER_MILLIS = TimeUnit.DAYS.toMillis(1);

  private final Iterator<LabelledTransaction> source;
  private final long cut;
  private final long cutTime;
  private boolean ended;

  /**
   * Changes what comes after a transaction.
   *
   * @param cut the hash of its tenant and id
   * @param cutTime its event time
   */
  ChangedFuture(Iterator<LabelledTransaction> source, long cut, long cutTime) {
    this.source = source;
    this.cut = cut;
    this.cutTime = cutTime;
  }

  @Override
  public boolean hasNext() {
    return !ended && source.hasNext();
  }

  @Override
  public LabelledTransaction next() {
    if (!hasNext()) {
      throw new NoSuchElementException("The history was cut: time=" + cutTime);
    }
    LabelledTransaction was = source.next();
    Transaction transaction = was.transaction();
    ended = StableHash.of(transaction.getTenant(), transaction.getTransactionId()) == cut;
    Boolean fraud = was.fraud();
    long known = was.labelKnownAt();
    if (fraud == null) {
      fraud = true;
      known = cutTime + 1;
    } else if (ended || believedFrom(transaction.getEventTime().toEpochMilli(), known) > cutTime) {
      fraud = !fraud;
    }
    return new LabelledTransaction(transaction, fraud, known, changed(was.outcome()));
  }

  private static long believedFrom(long eventTime, long known) {
    return known - eventTime < LEAST_DELAY_MILLIS ? eventTime + BELIEVED_AFTER_MILLIS : known;
  }

  private @Nullable Outcome changed(@Nullable Outcome outcome) {
    if (outcome == null || outcome.getOccurredAt().toEpochMilli() <= cutTime) {
      return outcome;
    }
    OutcomeAction other =
        switch (outcome.getAction()) {
          case APPROVED, SETTLED -> OutcomeAction.DECLINED_BY_ISSUER;
          default -> OutcomeAction.APPROVED;
        };
    return Outcome.newBuilder(outcome).setAction(other).build();
  }
}
