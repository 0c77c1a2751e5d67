package io.alcedo.retraining.ingest;

import io.alcedo.retraining.verdict.Statement;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;

/** What a source makes of one record. Immutable. */
public sealed interface Incoming {
  /**
   * The vector that a model saw.
   *
   * @param features the record, its texts searched
   */
  record Scored(ScoredFeatures features) implements Incoming {}

  /**
   * A report on a transaction; of the record nothing else is kept.
   *
   * @param tenant the tenant of the transaction
   * @param transactionId its id
   * @param statement what the report says
   * @param origin where the record lies
   */
  record Reported(String tenant, String transactionId, Statement statement, Origin origin)
      implements Incoming {}

  /**
   * What became of a transaction.
   *
   * @param outcome the record, its texts searched
   */
  record Became(Outcome outcome) implements Incoming {}

  /**
   * A record that could not be used. Becomes a {@code DeadLetter}.
   *
   * @param origin where the record lies
   * @param code the name of a {@code DeadLetterCode}
   * @param message the reason in words, without any value of the record
   * @param seenAtMillis when it was met, in milliseconds since 1970 UTC
   */
  record Refused(Origin origin, String code, String message, long seenAtMillis)
      implements Incoming {}
}
