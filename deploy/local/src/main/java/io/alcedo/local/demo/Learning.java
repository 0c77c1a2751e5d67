package io.alcedo.local.demo;

import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.FraudPattern;
import io.alcedo.simulator.Simulation;
import java.time.Duration;
import java.util.Iterator;

/**
 * Gives a stream something to learn: some seconds after it is warm, fraud changes its pattern; and
 * keeps the circle told of what was reported. Traffic of a file stays as it is. One thread only.
 */
final class Learning {
  /** So long the first model meets the fraud that it knows. */
  static final Duration BEFORE_CHANGE = Duration.ofSeconds(5);

  private static final double TELL_SECONDS = 0.25;

  private final Circle circle;
  private final FeedbackTraffic feedback;
  private final Iterator<LabelledTransaction> traffic;
  private boolean changed;
  private double told;

  Learning(Circle circle, FeedbackTraffic feedback, Iterator<LabelledTransaction> traffic) {
    this.circle = circle;
    this.feedback = feedback;
    this.traffic = traffic;
  }

  /** Returns what happens on the way back. */
  Circle circle() {
    return circle;
  }

  /**
   * Does what is due.
   *
   * @param pacedSeconds since the warm-up ended; negative before
   */
  void tick(double pacedSeconds) {
    if (!changed && pacedSeconds >= BEFORE_CHANGE.toSeconds()) {
      changed = true;
      if (traffic instanceof Simulation simulation) {
        simulation.changePattern(FraudPattern.PATIENT);
        circle.step("fraud changes its pattern: a patient ring takes over from thieves in a hurry");
      }
    }
    if (Math.abs(pacedSeconds - told) >= TELL_SECONDS) {
      told = pacedSeconds;
      circle.reports(feedback.sent(), feedback.withdrawn());
    }
  }
}
