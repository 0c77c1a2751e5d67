package io.alcedo.training.evaluation;

import java.util.List;

/**
 * All that is known of how a model did on rows at a threshold. Immutable.
 *
 * @param settings how the rows were judged
 * @param threshold the score from which on a row alerts
 * @param totals how much there was
 * @param figures one of each {@link Figure}, in their order
 * @param segments by kind in the order of {@link SegmentReport.Kind}, the largest first
 * @param curves what the plots show
 */
public record EvaluationReport(
    EvaluationSettings settings,
    double threshold,
    Totals totals,
    List<Measured> figures,
    List<SegmentReport> segments,
    Curves curves) {
  /** Copies the lists. */
  public EvaluationReport {
    figures = List.copyOf(figures);
    segments = List.copyOf(segments);
  }

  /** Returns a figure's value; NaN where nothing is left of what it divides by. */
  public double value(Figure figure) {
    return Measured.valueOf(figures, figure);
  }
}
