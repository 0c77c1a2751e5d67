package io.alcedo.local.demo;

import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.FraudPattern;
import io.alcedo.simulator.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;

/**
 * The way back, beside a stream: starts the learning job when the stream is warm; some seconds
 * later, gives it something to learn, for fraud changes its pattern; and tells the circle what was
 * reported and how far the training is. Traffic of a file stays as it is. One thread only.
 */
final class Learning {
  /** So long the first model meets the fraud that it knows. */
  static final Duration BEFORE_CHANGE = Duration.ofSeconds(3);

  private static final double TELL_SECONDS = 0.25;

  private final Sight sight;
  private final Traffic traffic;
  private final Iterator<LabelledTransaction> later;
  private final LearningJob job;
  private boolean changed;
  private boolean kept;
  private double told;

  /**
   * What is seen of the way back.
   *
   * @param circle is told
   * @param feedback knows what was reported
   * @param challenge watches the training
   */
  record Sight(Circle circle, FeedbackTraffic feedback, Challenge challenge) {}

  /**
   * Makes ready.
   *
   * @param later the transactions that stream
   */
  Learning(Sight sight, Traffic traffic, Iterator<LabelledTransaction> later, LearningJob job) {
    this.sight = sight;
    this.traffic = traffic;
    this.later = later;
    this.job = job;
  }

  /** Returns what happens on the way back. */
  Circle circle() {
    return sight.circle();
  }

  /** Returns what became of challengers. */
  Challenge challenge() {
    return sight.challenge();
  }

  /**
   * Starts the job.
   *
   * @param rate transactions a second from now on
   * @param sent transactions so far
   */
  void begin(double rate, long sent) {
    long reports = sight.feedback().sent().values().stream().mapToLong(Long::longValue).sum();
    LearningPace pace = LearningPace.of(traffic.millisPerTransaction(), rate, sent, reports);
    circle().step(pace.words());
    job.start(pace);
  }

  /**
   * Does what is due.
   *
   * @param pacedSeconds since the warm-up ended; negative before
   */
  void tick(double pacedSeconds) throws IOException {
    if (!changed && pacedSeconds >= BEFORE_CHANGE.toSeconds()) {
      changed = true;
      if (later instanceof Simulation simulation) {
        simulation.changePattern(FraudPattern.PATIENT);
        circle()
            .step("fraud changes its pattern: a patient ring takes over from thieves in a hurry");
      }
    }
    if (Math.abs(pacedSeconds - told) >= TELL_SECONDS) {
      told = pacedSeconds;
      circle().reports(sight.feedback().sent(), sight.feedback().withdrawn());
      challenge().look();
      job.check();
      String deciding = circle().deciding();
      if (!kept && deciding != null && !deciding.equals(job.firstVersion())) {
        kept = true;
        job.keepFirstModel();
      }
    }
  }
}
