package io.alcedo.training.gate;

import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.PrecisionGain;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.evaluation.SegmentGain;
import io.alcedo.training.gate.Criterion.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether a challenger may take a champion's place.
 *
 * <p>It may where, on labelled rows that neither was trained on, its average precision exceeds the
 * champion's by the margin at least. The difference has an error, whose deviation a paired
 * bootstrap by card and terminal tells ({@link PrecisionGain}); its distribution is taken as
 * normal, as a bootstrap that reached so far into its own tails would need hundreds of thousands of
 * resamples. The level of each look is what {@link Spending} leaves it. Beside the gain there must
 * be enough frauds, scores that mean what they say, no segment that gets much worse, and a batch
 * within its time.
 *
 * <p>An attempt that cannot be decided waits for the next look. It is over at the last, or earlier
 * where the model is too slow, or surely (at 97.5 %) short of the margin; stopping for those
 * reasons can only make promotions rarer. Where frauds are too few by the end of the window it
 * waits for as long again. Stateless and thread-safe.
 */
public final class PromotionGate {
  private static final double NO_HOPE = 1.96;
  private static final double LONGEST = 2;
  private static final double STEP_BEYOND = 0.25;

  private final GateSettings settings;

  /** Makes a gate of these settings. */
  public PromotionGate(GateSettings settings) {
    this.settings = settings;
  }

  /**
   * A report and the ledger in which it is written down.
   *
   * @param report what was seen and said
   * @param ledger the ledger after this look
   */
  public record Decision(GateReport report, GateLedger ledger) {}

  /** Returns how long a time of labels must have matured for the next look at an attempt. */
  public Duration nextLook(GateAttempt attempt) {
    double next = Math.pow(2, 1 - settings.looks());
    while (next <= attempt.lastFraction()) {
      next = next < 1 ? Math.min(1, 2 * next) : next + STEP_BEYOND;
    }
    return Duration.ofMillis((long) Math.ceil(next * settings.window().toMillis()));
  }

  /**
   * Takes a look at a challenger.
   *
   * @param ledger in which the attempt is open
   * @throws IllegalArgumentException where it is not, or no look is due yet
   */
  public Decision look(GateCase looked, GateLedger ledger) {
    GateAttempt attempt = ledger.find(looked.attempt());
    if (attempt == null || !attempt.open()) {
      throw new IllegalArgumentException("An attempt is open: attempt=" + looked.attempt());
    }
    Duration due = nextLook(attempt);
    if (looked.matured().compareTo(due) < 0) {
      throw new IllegalArgumentException(
          "A look is taken when it is due: due=" + due + ", matured=" + looked.matured());
    }
    double fraction = (double) looked.matured().toMillis() / settings.window().toMillis();
    GateReport report = report(looked, attempt, ledger.number(attempt.id()), fraction);
    return new Decision(report, ledger.recorded(report));
  }

  private GateReport report(GateCase looked, GateAttempt attempt, int number, double fraction) {
    GateCase.Scores scores = looked.scores();
    int frauds = scores == null ? 0 : frauds(scores.challenger());
    int count = scores == null ? 0 : scores.challenger().size();
    List<Criterion> criteria = new ArrayList<>();
    criteria.add(
        Criterion.of(
            "evidence", frauds, Relation.AT_LEAST, settings.minFrauds(), "matured frauds"));
    boolean enough = scores != null && frauds >= settings.minFrauds() && frauds < count;
    double level = enough ? attempt.available(fraction) : 0;
    GateReport.Gain gain = GateReport.Gain.NONE;
    List<SegmentGain> segments = List.of();
    if (scores != null && enough) {
      gain = gain(scores, level);
      segments = SegmentGain.of(scores.champion(), scores.challenger(), settings.evaluation());
      criteria.add(
          Criterion.of(
              "gain",
              gain.low(),
              Relation.AT_LEAST,
              settings.margin(),
              "average precision gained at least, at the level of this look"));
      criteria.add(calibration(scores.challenger()));
      criteria.add(segments(segments));
    }
    criteria.add(latency(looked.latency()));
    return new GateReport(
        verdict(criteria, gain, fraction, enough),
        looked.model(),
        looked.champion(),
        looked.challenger(),
        looked.attempt(),
        looked.at(),
        new GateReport.Rows(looked.from(), looked.to(), count, frauds, looked.lackingFeatures()),
        new GateReport.Level(number, attempt.level(), attempt.looks().size() + 1, fraction, level),
        gain,
        criteria,
        segments,
        settings.segmentFrauds());
  }

  private GateVerdict verdict(
      List<Criterion> criteria, GateReport.Gain gain, double fraction, boolean enough) {
    Criterion latency = criteria.get(criteria.size() - 1);
    if (!latency.passed()) {
      return GateVerdict.HOLD;
    }
    if (!enough) {
      return fraction < LONGEST ? GateVerdict.WAIT : GateVerdict.HOLD;
    }
    if (criteria.stream().allMatch(Criterion::passed)) {
      return GateVerdict.PROMOTE;
    }
    boolean hopeless = gain.value() + NO_HOPE * gain.deviation() < settings.margin();
    return hopeless || fraction >= 1 ? GateVerdict.HOLD : GateVerdict.WAIT;
  }

  private GateReport.Gain gain(GateCase.Scores scores, double level) {
    PrecisionGain gain =
        PrecisionGain.of(scores.champion(), scores.challenger(), settings.evaluation());
    double beyond = gain.value() - settings.margin();
    boolean differ = gain.deviation() > 0;
    double chance = differ ? Normal.above(beyond / gain.deviation()) : 1;
    double low =
        differ && level > 0
            ? gain.value() - Normal.quantileAbove(level) * gain.deviation()
            : Double.NaN;
    return new GateReport.Gain(gain.champion(), gain.challenger(), gain.deviation(), low, chance);
  }

  private Criterion calibration(ScoredRows challenger) {
    double frauds = 0;
    double all = 0;
    for (int row = 0; row < challenger.size(); row++) {
      all += challenger.weight(row);
      frauds += challenger.fraud(row) ? challenger.weight(row) : 0;
    }
    return Criterion.of(
        "calibration",
        Evaluation.of(challenger).calibrationError() * all / frauds,
        Relation.AT_MOST,
        settings.calibrationBound(),
        "expected calibration error over the share of frauds");
  }

  private Criterion segments(List<SegmentGain> segments) {
    SegmentGain worst = null;
    for (SegmentGain segment : segments) {
      if (segment.fraudRows() >= settings.segmentFrauds()
          && segment.rows() - segment.fraudRows() >= settings.segmentFrauds()
          && (worst == null || segment.value() < worst.value())) {
        worst = segment;
      }
    }
    return Criterion.of(
            "segments",
            worst == null ? Double.NaN : worst.value(),
            Relation.AT_LEAST,
            -settings.segmentFloor(),
            worst == null
                ? "no segment has enough frauds to judge"
                : "average precision gained in the worst segment, "
                    + worst.kind().key()
                    + " "
                    + worst.name())
        .passedForLackOfFigure();
  }

  private Criterion latency(GateCase.Latency latency) {
    return Criterion.of(
        "latency",
        latency.median().toNanos() / 1e6,
        Relation.AT_MOST,
        settings.latencyBudget().toNanos() / 1e6,
        "milliseconds for a batch of " + latency.batch() + ", median");
  }

  private static int frauds(ScoredRows rows) {
    int frauds = 0;
    for (int row = 0; row < rows.size(); row++) {
      frauds += rows.fraud(row) ? 1 : 0;
    }
    return frauds;
  }
}
