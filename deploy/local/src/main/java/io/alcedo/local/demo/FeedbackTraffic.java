package io.alcedo.local.demo;

import io.alcedo.local.traffic.FollowUps;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.topics.Topic;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sends what people say of the demo's transactions to the feedback topic: analysts look at every
 * alert within hours, and mistake one fraud in thirty for genuine; the others ({@link Reporters})
 * speak later. Frauds of history, which the learning job has not seen scored, go to the labels
 * topic instead. Alerts are handed in by the thread that reads them, all else is for the writing
 * thread.
 */
final class FeedbackTraffic implements FollowUps {
  private static final long LOOKED_AT_MILLIS = Duration.ofHours(2).toMillis();
  private static final int MISTAKEN_ONE_IN = 30;

  /** Tells what a transaction really was. */
  @FunctionalInterface
  interface Truth {
    /** Returns whether it was fraud; null where nobody will ever know. */
    @Nullable Boolean of(RiskEvent event);
  }

  private final Framing framing;
  private final DirectLabels history;
  private final Truth truth;
  private final Queue<RiskEvent> alerts = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Report> pending =
      new PriorityQueue<>(Comparator.comparingLong(Report::dueAt));
  private final Map<FeedbackSource, Long> sent = new EnumMap<>(FeedbackSource.class);
  private long withdrawn;

  /**
   * Creates the traffic.
   *
   * @param history tells of what was not streamed
   */
  FeedbackTraffic(Framing framing, DirectLabels history, Truth truth) {
    this.framing = framing;
    this.history = history;
    this.truth = truth;
  }

  /** Puts an alert before the analysts. Any thread. */
  void alert(RiskEvent alert) {
    alerts.add(alert);
  }

  @Override
  public void follow(LabelledTransaction transaction) {
    pending.addAll(Reporters.on(transaction));
  }

  @Override
  public void tellDue(long now, Telling telling) {
    history.tellDue(now, telling);
    for (RiskEvent alert = alerts.poll(); alert != null; alert = alerts.poll()) {
      judge(alert);
    }
    while (!pending.isEmpty() && pending.peek().dueAt() <= now) {
      Report report = pending.remove();
      telling.tell(Topic.FEEDBACK, report.dueAt(), framing.encode(report.toRecord()));
      sent.merge(report.source(), 1L, Long::sum);
      withdrawn += report.verdict() == Verdict.WITHDRAWN ? 1 : 0;
    }
  }

  /** Returns how many reports each source has sent. */
  Map<FeedbackSource, Long> sent() {
    return Map.copyOf(sent);
  }

  /** Returns how many of them took an earlier one back. */
  long withdrawn() {
    return withdrawn;
  }

  private void judge(RiskEvent alert) {
    Boolean fraud = truth.of(alert);
    if (fraud == null) {
      return;
    }
    String id = alert.getTransactionId();
    boolean mistaken = fraud && Math.floorMod(StableHash.of("analyst", id), MISTAKEN_ONE_IN) == 0;
    pending.add(
        Report.said(
            alert.getEventTime().toEpochMilli() + LOOKED_AT_MILLIS,
            alert.getTenant(),
            id,
            FeedbackSource.ANALYST,
            fraud && !mistaken ? Verdict.FRAUD : Verdict.GENUINE));
  }
}
