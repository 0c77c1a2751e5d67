package io.alcedo.training.evaluation;

import io.alcedo.training.evaluation.Segments.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is prepared once for the figures of one model's scores, before any weights: rankings,
 * groups, cards by day. Immutable and thread-safe; each thread takes a {@link Meter} of its own.
 */
final class Plan {
  private final Part whole;
  private final List<Part> parts;
  private final LogLoss logLoss;
  private final CardPrecision cardPrecision;

  private Plan(Part whole, List<Part> parts, LogLoss logLoss, CardPrecision cardPrecision) {
    this.whole = whole;
    this.parts = List.copyOf(parts);
    this.logLoss = logLoss;
    this.cardPrecision = cardPrecision;
  }

  static Plan of(
      ScoredRows rows,
      Ranking ranking,
      double threshold,
      Clusters cards,
      List<Segment> segments,
      EvaluationSettings settings) {
    Part whole = new Part(rows, ranking, threshold);
    List<Part> parts = new ArrayList<>();
    for (Segment segment : segments) {
      parts.add(new Part(rows, segment.ranking(), threshold));
    }
    return new Plan(
        whole,
        parts,
        LogLoss.of(rows),
        new CardPrecision(rows, ranking, cards, settings.cardsADay()));
  }

  Part whole() {
    return whole;
  }

  /** Returns the number of days with rows. */
  int days() {
    return cardPrecision.days();
  }

  Meter newMeter() {
    return new Meter();
  }

  /** Takes all figures under one set of weights after another. For one thread. */
  final class Meter {
    private final Part.Meter ofWhole = whole.newMeter();
    private final List<Part.Meter> ofParts = parts.stream().map(Part::newMeter).toList();
    private final CardPrecision.Walk walk = cardPrecision.newWalk();

    /**
     * Returns the figures of all rows, then those of each segment, each in the order of {@link
     * Figure}; NaN where a segment has none.
     */
    double[] measure(float[] weights) {
      int width = Figure.values().length;
      double[] measured = new double[width * (1 + ofParts.size())];
      Arrays.fill(measured, Double.NaN);
      ofWhole.measure(weights, measured, 0);
      measured[Figure.CARD_PRECISION.ordinal()] = walk.mean(weights);
      measured[Figure.LOG_LOSS.ordinal()] = logLoss.mean(weights);
      for (int part = 0; part < ofParts.size(); part++) {
        ofParts.get(part).measure(weights, measured, width * (1 + part));
      }
      return measured;
    }
  }
}
