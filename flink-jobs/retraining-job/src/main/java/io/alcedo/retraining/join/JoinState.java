package io.alcedo.retraining.join;

import io.alcedo.retraining.ingest.Origin;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.VerdictBook;
import java.util.List;

/**
 * What is remembered of one transaction id: the transaction with the reports on it, or, before it
 * was seen, the reports that wait for it. Immutable, so that state hands out the object itself.
 */
sealed interface JoinState {
  /**
   * A transaction that was seen.
   *
   * @param transaction what is remembered of it
   * @param book the reports on it
   */
  record Known(KnownTransaction transaction, VerdictBook book) implements JoinState {}

  /**
   * Reports on a transaction that was not seen yet.
   *
   * @param reports in the order in which they came
   */
  record Waiting(List<WaitingReport> reports) implements JoinState {
    /** Keeps a copy of the reports. */
    public Waiting {
      reports = List.copyOf(reports);
    }
  }

  /**
   * A report that waits.
   *
   * @param statement what it says
   * @param origin where its record lies
   * @param until when it stops waiting, in milliseconds since 1970 UTC on the wall clock
   */
  record WaitingReport(Statement statement, Origin origin, long until) {}
}
