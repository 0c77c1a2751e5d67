package io.alcedo.training.evaluation;

import io.alcedo.training.evaluation.SegmentReport.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * How a challenger's average precision differs from a champion's within a segment.
 *
 * @param kind what parts the rows
 * @param name which of its parts this is
 * @param rows the number of rows
 * @param fraudRows the number of rows labelled fraud
 * @param champion the champion's average precision; NaN without fraud
 * @param challenger the challenger's average precision; NaN without fraud
 */
public record SegmentGain(
    Kind kind, String name, int rows, int fraudRows, double champion, double challenger) {

  /**
   * Compares two models in each segment, the largest of a kind first.
   *
   * @param settings of which the amount bands count
   * @throws IllegalArgumentException where the rows are not the same, in the same order
   */
  public static List<SegmentGain> of(
      ScoredRows champion, ScoredRows challenger, EvaluationSettings settings) {
    if (!champion.sameRowsAs(challenger)) {
      throw new IllegalArgumentException("Models are compared on the same rows in the same order");
    }
    List<Segments.Segment> first =
        new Segments(champion, settings).of(Ranking.of(champion.scores()));
    List<Segments.Segment> second =
        new Segments(challenger, settings).of(Ranking.of(challenger.scores()));
    List<SegmentGain> gains = new ArrayList<>();
    for (int segment = 0; segment < first.size(); segment++) {
      Ranking ranking = first.get(segment).ranking();
      gains.add(
          new SegmentGain(
              first.get(segment).kind(),
              first.get(segment).name(),
              ranking.size(),
              frauds(champion, ranking),
              averagePrecision(champion, ranking),
              averagePrecision(challenger, second.get(segment).ranking())));
    }
    return gains;
  }

  /** Returns the challenger's average precision less the champion's. */
  public double value() {
    return challenger - champion;
  }

  private static int frauds(ScoredRows rows, Ranking ranking) {
    int frauds = 0;
    for (int place = 0; place < ranking.size(); place++) {
      frauds += rows.fraud(ranking.row(place)) ? 1 : 0;
    }
    return frauds;
  }

  private static double averagePrecision(ScoredRows rows, Ranking ranking) {
    return new RankedTotals(ranking, rows).fill(rows.weights()).averagePrecision();
  }
}
