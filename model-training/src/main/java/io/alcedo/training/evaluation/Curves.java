package io.alcedo.training.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What the plots of a report show.
 *
 * @param steps the trade-off of catching and bothering, from the highest threshold down, thinned to
 *     what an eye can tell apart
 * @param calibration scores held against shares of frauds, from the highest down
 * @param alertCalibration the same among alerts alone
 * @param distribution how the scores of each class spread, from the lowest up
 */
public record Curves(
    List<Step> steps,
    List<Group> calibration,
    List<Group> alertCalibration,
    List<Band> distribution) {
  /** The bounds of score bands between 0 and 1: even steps of half a unit in log-odds. */
  private static final double BAND_LOG_ODDS = 0.5;

  private static final int BANDS_EACH_SIDE = 19;
  private static final int STEPS_TO_TELL_APART = 400;

  /** Copies the lists. */
  public Curves {
    steps = List.copyOf(steps);
    calibration = List.copyOf(calibration);
    alertCalibration = List.copyOf(alertCalibration);
    distribution = List.copyOf(distribution);
  }

  /**
   * What a threshold at one of the scores comes to.
   *
   * @param threshold the score
   * @param recall the share of frauds at or above it; NaN without frauds
   * @param precision the share of frauds among what is at or above it
   * @param falsePositiveRate the share of genuine rows at or above it; NaN without genuine rows
   */
  public record Step(double threshold, double recall, double precision, double falsePositiveRate) {}

  /**
   * Rows of similar score.
   *
   * @param meanScore the mean of their scores
   * @param fraudShare the share of frauds among them
   * @param weight how many rows they stand for
   */
  public record Group(double meanScore, double fraudShare, double weight) {}

  /**
   * How many rows of each class have a score in a band.
   *
   * @param from the lowest score
   * @param to the score that the band lies below, or 1, inclusive
   * @param frauds the share of the frauds; NaN without frauds
   * @param genuine the share of the genuine rows; NaN without genuine rows
   */
  public record Band(double from, double to, double frauds, double genuine) {}

  static Curves of(Part whole) {
    RankedTotals totals = whole.totals();
    return new Curves(
        steps(totals),
        groups(totals, whole.bins()),
        groups(totals, whole.alertBins()),
        bands(totals));
  }

  private static List<Step> steps(RankedTotals totals) {
    List<Step> kept = new ArrayList<>();
    double frauds = totals.frauds(totals.last());
    double genuine = totals.genuine(totals.last());
    long seen = -1;
    for (int step = 0; step <= totals.last(); step++) {
      double recall = totals.frauds(step) / frauds;
      double rate = totals.genuine(step) / genuine;
      long cell =
          (long) (recall * STEPS_TO_TELL_APART) * (STEPS_TO_TELL_APART + 1L)
              + (long) (rate * STEPS_TO_TELL_APART);
      if (cell != seen || step == totals.last()) {
        seen = cell;
        kept.add(
            new Step(
                totals.ranking().score(step),
                recall,
                totals.frauds(step) / totals.rows(step),
                rate));
      }
    }
    return kept;
  }

  private static List<Group> groups(RankedTotals totals, CalibrationBins bins) {
    List<Group> groups = new ArrayList<>();
    for (int bin = 0; bin < bins.count(); bin++) {
      double weight = bins.rows(totals, bin);
      groups.add(
          new Group(bins.scores(totals, bin) / weight, bins.frauds(totals, bin) / weight, weight));
    }
    return groups;
  }

  private static List<Band> bands(RankedTotals totals) {
    List<Band> bands = new ArrayList<>();
    double frauds = totals.frauds(totals.last());
    double genuine = totals.genuine(totals.last());
    for (int i = -BANDS_EACH_SIDE; i <= BANDS_EACH_SIDE; i++) {
      double from = i == -BANDS_EACH_SIDE ? 0 : probability((i - 0.5) * BAND_LOG_ODDS);
      double to = i == BANDS_EACH_SIDE ? 1 : probability((i + 0.5) * BAND_LOG_ODDS);
      int above = i == BANDS_EACH_SIDE ? -1 : totals.ranking().lastStep(to);
      int within = totals.ranking().lastStep(from);
      bands.add(
          new Band(
              from,
              to,
              (totals.frauds(within) - totals.frauds(above)) / frauds,
              (totals.genuine(within) - totals.genuine(above)) / genuine));
    }
    return bands;
  }

  private static double probability(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
