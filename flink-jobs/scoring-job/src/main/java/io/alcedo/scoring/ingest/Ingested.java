package io.alcedo.scoring.ingest;

import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;

/** What a source makes of one input record: an event, or the reason why there is none. */
public sealed interface Ingested {
  /**
   * A record that could be used.
   *
   * @param event the anonymised event
   */
  record Accepted(ScoringEvent event) implements Ingested {}

  /**
   * A record that could not be used.
   *
   * @param rejection its coordinates and the reason
   */
  record Rejected(Rejection rejection) implements Ingested {}
}
