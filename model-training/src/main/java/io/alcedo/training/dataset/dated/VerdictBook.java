package io.alcedo.training.dataset.dated;

import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts and outcomes by transaction, as they stood at one moment. Of the verdicts reported by
 * then the one of the highest revision holds, and a withdrawn one leaves none; of the outcomes the
 * one that occurred last. Records may come in any order, and more than once: that changes nothing.
 * For one thread.
 */
public final class VerdictBook {
  /** A verdict of a transaction; of one revision the first reported counts. */
  private record Revision(int number, Verdict verdict, long reportedAt) {}

  private static final Comparator<Revision> ORDER =
      Comparator.comparingInt(Revision::number)
          .thenComparing(Comparator.comparingLong(Revision::reportedAt).reversed())
          .thenComparing(Revision::verdict);

  /** What was reported of a transaction. */
  private static final class Entry {
    private final List<Revision> revisions = new ArrayList<>(1);
    private long eventTime = Long.MIN_VALUE;
    private @Nullable OutcomeAction outcome;
    private long outcomeAt = Long.MIN_VALUE;
  }

  private final long moment;
  private final Map<TransactionKey, Entry> entries = new HashMap<>();
  private long latest = Long.MIN_VALUE;

  /**
   * Makes an empty book.
   *
   * @param moment the moment up to which, itself included, reports were known, in milliseconds
   *     since 1970 UTC
   */
  public VerdictBook(long moment) {
    this.moment = moment;
  }

  /** Takes a verdict; one of no known meaning is passed over. */
  public void add(Label label) {
    latest = Math.max(latest, label.getReportedAt().toEpochMilli());
    if (label.getVerdict() == Verdict.UNKNOWN) {
      return;
    }
    Entry entry = entry(new TransactionKey(label.getTenant(), label.getTransactionId()));
    entry.eventTime = label.getEventTime().toEpochMilli();
    entry.revisions.add(
        new Revision(
            label.getRevision(), label.getVerdict(), label.getReportedAt().toEpochMilli()));
  }

  /** Takes an outcome; one after the moment, or of no known meaning, is passed over. */
  public void add(Outcome outcome) {
    long at = outcome.getOccurredAt().toEpochMilli();
    latest = Math.max(latest, at);
    if (at > moment || outcome.getAction() == OutcomeAction.UNKNOWN) {
      return;
    }
    Entry entry = entry(new TransactionKey(outcome.getTenant(), outcome.getTransactionId()));
    OutcomeAction before = entry.outcome;
    if (before == null
        || at > entry.outcomeAt
        || (at == entry.outcomeAt && outcome.getAction().compareTo(before) > 0)) {
      entry.outcome = outcome.getAction();
      entry.outcomeAt = at;
    }
  }

  /**
   * Returns the latest time at which anything was reported or occurred, after the moment too, in
   * milliseconds since 1970 UTC; the least value where nothing did.
   */
  public long latest() {
    return latest;
  }

  /** Returns what was known of a transaction. */
  public KnownVerdict of(TransactionKey key) {
    Entry entry = entries.get(key);
    return entry == null ? KnownVerdict.NONE : known(entry);
  }

  /**
   * Returns the transactions on which a verdict was known, with the event time that it states, in
   * milliseconds since 1970 UTC.
   */
  public Map<TransactionKey, Long> judged() {
    Map<TransactionKey, Long> judged = new HashMap<>();
    entries.forEach(
        (key, entry) -> {
          if (known(entry).fraud() != null) {
            judged.put(key, entry.eventTime);
          }
        });
    return judged;
  }

  private KnownVerdict known(Entry entry) {
    long first = Long.MAX_VALUE;
    List<Revision> known = new ArrayList<>(entry.revisions.size());
    for (Revision revision : entry.revisions) {
      first = Math.min(first, revision.reportedAt());
      if (revision.reportedAt() <= moment) {
        known.add(revision);
      }
    }
    if (known.isEmpty()) {
      boolean later = !entry.revisions.isEmpty();
      return new KnownVerdict(null, Long.MIN_VALUE, first, later, entry.outcome, entry.outcomeAt);
    }
    known.sort(ORDER);
    Verdict last = known.get(known.size() - 1).verdict();
    long since = Long.MAX_VALUE;
    for (int i = known.size() - 1; i >= 0 && known.get(i).verdict() == last; i--) {
      since = Math.min(since, known.get(i).reportedAt());
    }
    Boolean fraud = last == Verdict.WITHDRAWN ? null : Boolean.valueOf(last == Verdict.FRAUD);
    return new KnownVerdict(fraud, since, first, false, entry.outcome, entry.outcomeAt);
  }

  private Entry entry(TransactionKey key) {
    return entries.computeIfAbsent(key, absent -> new Entry());
  }
}
