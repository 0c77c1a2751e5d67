package io.alcedo.local.analyst;

import io.alcedo.local.analyst.AlertDesk.Entry;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Verdict;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the keys of an analyst do: verdicts on the current alert become feedback, others move. For
 * one thread.
 */
final class AlertSession {
  private final AlertDesk desk;
  private final Consumer<Feedback> sink;
  private final InstantSource clock;

  /**
   * Creates a session.
   *
   * @param sink takes the verdicts; it may fail, and then nothing is given
   */
  AlertSession(AlertDesk desk, Consumer<Feedback> sink, InstantSource clock) {
    this.desk = desk;
    this.sink = sink;
    this.clock = clock;
  }

  /** Does what a key asks for; returns whether the session goes on. Other keys do nothing. */
  boolean press(char key) {
    switch (Character.toLowerCase(key)) {
      case 'f' -> give(Verdict.FRAUD);
      case 'g' -> give(Verdict.GENUINE);
      case 's' -> desk.skip();
      case 'n' -> desk.next();
      case 'p' -> desk.previous();
      case 'q' -> {
        return false;
      }
      default -> {}
    }
    return true;
  }

  private void give(Verdict verdict) {
    Entry entry = desk.current();
    if (entry == null) {
      return;
    }
    RiskEvent event = entry.event();
    Feedback feedback = new Feedback();
    feedback.setTransactionId(event.getTransactionId());
    feedback.setTenant(event.getTenant());
    feedback.setVerdict(verdict);
    feedback.setSource(FeedbackSource.ANALYST);
    feedback.setReportedAt(clock.instant());
    sink.accept(feedback);
    desk.give(verdict);
  }
}
