package io.alcedo.training.evaluation;

import io.alcedo.training.evaluation.Segments.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges scores: every {@link Figure}, for all rows and by segment, with intervals from resampling
 * by card and terminal; and compares two models on the same rows under the same resamples.
 *
 * <p>Rows are sorted once; each resample then takes a pass for all rows and one for each kind of
 * segment. Needs about 150 bytes a row and 40 more a thread. Stateless and thread-safe.
 */
public final class Evaluator {
  private final EvaluationSettings settings;

  /** Makes an evaluator that judges by these settings. */
  public Evaluator(EvaluationSettings settings) {
    this.settings = settings;
  }

  /**
   * Judges scores.
   *
   * @param threshold the score from which on a row alerts
   */
  public EvaluationReport evaluate(ScoredRows rows, double threshold) {
    Clusters cards = Clusters.ofCards(rows);
    Clusters terminals = Clusters.ofTerminals(rows);
    Ranking ranking = Ranking.of(rows.scores());
    List<Segment> segments = new Segments(rows, settings).of(ranking);
    Plan plan = Plan.of(rows, ranking, threshold, cards, segments, settings);
    double[] values = plan.newMeter().measure(rows.weights());
    Resamples resamples = new Resamples(rows, cards, terminals, settings.seed());
    double[][] resampled = new Bootstrap(resamples, settings).run(() -> plan.newMeter()::measure);
    List<SegmentReport> reports = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      int offset = (1 + i) * Figure.values().length;
      reports.add(report(segments.get(i), rows, measured(values, resampled, offset, true)));
    }
    return new EvaluationReport(
        settings,
        threshold,
        totals(rows, plan, cards.count(), terminals.count()),
        measured(values, resampled, 0, false),
        reports,
        Curves.of(plan.whole()));
  }

  /**
   * Compares two models on the same rows, each at its own threshold.
   *
   * @throws IllegalArgumentException where the rows are not the same, in the same order
   */
  public PairedComparison compare(
      ScoredRows champion,
      double championThreshold,
      ScoredRows challenger,
      double challengerThreshold) {
    if (!champion.sameRowsAs(challenger)) {
      throw new IllegalArgumentException("Models are compared on the same rows in the same order");
    }
    Clusters cards = Clusters.ofCards(champion);
    Plan first = plan(champion, championThreshold, cards);
    Plan second = plan(challenger, challengerThreshold, cards);
    Resamples resamples =
        new Resamples(champion, cards, Clusters.ofTerminals(champion), settings.seed());
    Bootstrap bootstrap = new Bootstrap(resamples, settings);
    return PairedComparison.of(
        settings,
        both(first, second).of(champion.weights()),
        bootstrap.run(() -> both(first, second)));
  }

  private Plan plan(ScoredRows rows, double threshold, Clusters cards) {
    return Plan.of(rows, Ranking.of(rows.scores()), threshold, cards, List.of(), settings);
  }

  /** Takes the first's figures, then the second's. */
  private static Bootstrap.Statistic both(Plan first, Plan second) {
    Plan.Meter one = first.newMeter();
    Plan.Meter other = second.newMeter();
    return weights -> {
      double[] figures = new double[2 * Figure.values().length];
      System.arraycopy(one.measure(weights), 0, figures, 0, figures.length / 2);
      System.arraycopy(other.measure(weights), 0, figures, figures.length / 2, figures.length / 2);
      return figures;
    };
  }

  private List<Measured> measured(
      double[] values, double[][] resampled, int offset, boolean ofSegment) {
    List<Measured> measured = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      if (!ofSegment || figure.ofSegments()) {
        int place = offset + figure.ordinal();
        measured.add(
            new Measured(figure, values[place], interval(figure, values[place], resampled, place)));
      }
    }
    return measured;
  }

  private @Nullable Interval interval(
      Figure figure, double value, double[][] resampled, int place) {
    if (!Double.isFinite(value)) {
      return null;
    }
    Interval interval =
        Interval.percentile(Bootstrap.column(resampled, place), settings.confidence());
    return interval == null || !figure.raisedByNoise() ? interval : interval.mirroredAt(value);
  }

  private static SegmentReport report(Segment segment, ScoredRows rows, List<Measured> figures) {
    int frauds = 0;
    for (int place = 0; place < segment.ranking().size(); place++) {
      frauds += rows.fraud(segment.ranking().row(place)) ? 1 : 0;
    }
    int size = segment.ranking().size();
    boolean small = frauds < EvaluationSettings.SMALL || size - frauds < EvaluationSettings.SMALL;
    return new SegmentReport(segment.kind(), segment.name(), size, frauds, small, figures);
  }

  private static Totals totals(ScoredRows rows, Plan plan, int cards, int terminals) {
    int fraudRows = 0;
    double amount = 0;
    for (int row = 0; row < rows.size(); row++) {
      fraudRows += rows.fraud(row) ? 1 : 0;
      amount += (double) rows.weight(row) * rows.amounts()[row];
    }
    RankedTotals totals = plan.whole().totals();
    int alert = plan.whole().alertStep();
    return new Totals(
        rows.size(),
        fraudRows,
        plan.days(),
        cards,
        terminals,
        totals.frauds(totals.last()),
        totals.genuine(totals.last()),
        totals.frauds(alert),
        totals.genuine(alert),
        totals.fraudAmount(totals.last()),
        totals.fraudAmount(alert),
        amount);
  }
}
