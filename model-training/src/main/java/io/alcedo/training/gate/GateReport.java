package io.alcedo.training.gate;

import io.alcedo.training.evaluation.SegmentGain;
import java.time.Instant;
import java.util.List;

/**
 * What a gate saw at one look and what it said. Immutable; {@link GateJson} keeps it, {@link
 * GateText} shows it.
 *
 * @param verdict what it said
 * @param model the model's name
 * @param champion the champion's version
 * @param challenger the challenger's version
 * @param attempt what the attempt is known by
 * @param at when the look was taken
 * @param rows what was looked at
 * @param level how sure it had to be
 * @param gain the difference in average precision
 * @param criteria what had to be shown: evidence, gain, calibration, segments, latency
 * @param segments the difference in each segment
 * @param judgedSegments how many frauds and genuine rows make a segment count
 */
public record GateReport(
    GateVerdict verdict,
    String model,
    String champion,
    String challenger,
    String attempt,
    Instant at,
    Rows rows,
    Level level,
    Gain gain,
    List<Criterion> criteria,
    List<SegmentGain> segments,
    int judgedSegments) {
  /** Copies the lists. */
  public GateReport {
    criteria = List.copyOf(criteria);
    segments = List.copyOf(segments);
  }

  /**
   * What was looked at.
   *
   * @param from the earliest event time
   * @param to the event time before which labels had matured
   * @param count the number of rows
   * @param frauds the number of frauds
   * @param lackingFeatures the number of transactions of that time that were left out, as their
   *     vectors do not hold the features of both models; 0 in reports from before it was counted
   */
  public record Rows(Instant from, Instant to, int count, int frauds, long lackingFeatures) {}

  /**
   * How sure the gain had to be.
   *
   * @param attempt the number of the attempt, from 1 on
   * @param ofAttempt the probability of error of the attempt
   * @param look the number of the look, from 1 on
   * @param fraction the share of the planned labels that had come
   * @param ofLook the probability of error of the look; 0 where nothing was judged
   */
  public record Level(int attempt, double ofAttempt, int look, double fraction, double ofLook) {}

  /**
   * The difference in average precision, challenger less champion.
   *
   * @param champion the champion's average precision
   * @param challenger the challenger's average precision
   * @param deviation the standard deviation of their difference in a paired bootstrap by card and
   *     terminal
   * @param low what the difference is at least, at the level of the look; NaN where the level is 0
   *     or the models score alike
   * @param chance the probability of so large a difference where the true one is the margin
   */
  public record Gain(
      double champion, double challenger, double deviation, double low, double chance) {
    /** No figure is known. */
    static final Gain NONE = new Gain(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Returns the challenger's average precision less the champion's. */
    public double value() {
      return challenger - champion;
    }
  }

  /** Returns the criterion of a name. */
  public Criterion criterion(String name) {
    return criteria.stream()
        .filter(criterion -> criterion.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("A criterion has a name: name=" + name));
  }
}
