package io.alcedo.training.evaluation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every figure straight from its definition, with no regard for time: each row is taken as many
 * times as it weighs, and every threshold is tried.
 */
final class FigureReference {
  private final ScoredRows rows;
  private final double threshold;

  FigureReference(ScoredRows rows, double threshold) {
    this.rows = rows;
    this.threshold = threshold;
  }

  double of(Figure figure, int cardsADay) {
    return switch (figure) {
      case AUC -> auc();
      case AVERAGE_PRECISION -> averagePrecision();
      case CARD_PRECISION -> cardPrecision(cardsADay);
      case PRECISION -> weight(threshold, 1) / alerts(threshold);
      case RECALL -> weight(threshold, 1) / weight(0, 1);
      case F1 -> 2 * weight(threshold, 1) / (alerts(threshold) + weight(0, 1));
      case ACCURACY -> (weight(threshold, 1) + weight(0, 0) - weight(threshold, 0)) / alerts(0);
      case RECALL_AT_10_BP -> recallAt(0.001);
      case RECALL_AT_50_BP -> recallAt(0.005);
      case RECALL_AT_100_BP -> recallAt(0.01);
      case VALUE_RECALL -> amount(threshold) / amount(0);
      case VALUE_DETECTED -> valueDetected();
      case ALERT_RATE -> alerts(threshold) / alerts(0);
      case GENUINE_PER_FRAUD -> weight(threshold, 0) / weight(threshold, 1);
      case CALIBRATION_ERROR -> calibrationError(0, 20);
      case ALERT_CALIBRATION_ERROR -> calibrationError(threshold, 10);
      case LOG_LOSS -> logLoss();
    };
  }

  private double auc() {
    double wins = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < rows.size(); j++) {
        if (rows.fraud(i) && !rows.fraud(j)) {
          double win = rows.score(i) > rows.score(j) ? 1 : rows.score(i) == rows.score(j) ? 0.5 : 0;
          wins += win * rows.weight(i) * rows.weight(j);
        }
      }
    }
    return wins / (weight(0, 1) * weight(0, 0));
  }

  private double averagePrecision() {
    double sum = 0;
    double before = 0;
    for (double score : thresholds()) {
      double recall = weight(score, 1) / weight(0, 1);
      sum += (recall - before) * weight(score, 1) / alerts(score);
      before = recall;
    }
    return sum;
  }

  private double recallAt(double falsePositiveRate) {
    double best = 0;
    for (double score : thresholds()) {
      if (weight(score, 0) / weight(0, 0) <= falsePositiveRate + 1e-12) {
        best = Math.max(best, weight(score, 1) / weight(0, 1));
      }
    }
    return best;
  }

  private double valueDetected() {
    double best = 0;
    for (double score : thresholds()) {
      if (weight(score, 0) <= 5 * weight(score, 1) + 1e-9) {
        best = Math.max(best, amount(score) / amount(0));
      }
    }
    return best;
  }

  /** A row's group is told by the share of the rows that score higher than it does. */
  private double calibrationError(double from, int groups) {
    Map<Integer, Double> gaps = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.score(row) >= from) {
        double higher = 0;
        for (int other = 0; other < rows.size(); other++) {
          higher += rows.score(other) > rows.score(row) ? rows.weight(other) : 0;
        }
        int group = (int) Math.floor(groups * higher / alerts(from) + 1e-9);
        double gap = rows.score(row) - (rows.fraud(row) ? 1d : 0d);
        gaps.merge(group, rows.weight(row) * gap, Double::sum);
      }
    }
    double sum = gaps.values().stream().mapToDouble(Math::abs).sum();
    return sum / alerts(from);
  }

  private double logLoss() {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      double right = rows.fraud(row) ? rows.score(row) : 1d - rows.score(row);
      sum -= rows.weight(row) * Math.log(Math.min(1 - 1e-15, Math.max(1e-15, right)));
    }
    return sum / alerts(0);
  }

  /**
   * The definition in words: a day, the highest score a card, the top k cards, hits over k; a card
   * caught once leaves later days; the mean over the days. A card of weight 3 is three cards. Wants
   * cards whose highest scores differ within a day, and that weigh the same wherever they are.
   */
  private double cardPrecision(int cardsADay) {
    record Card(long id, int copy) {}
    record Seen(Card card, float score, boolean fraud) {}
    Map<LocalDate, Map<Card, Seen>> days = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      LocalDate day =
          Instant.ofEpochMilli(rows.eventTime(row)).atOffset(ZoneOffset.UTC).toLocalDate();
      for (int copy = 0; copy < rows.weight(row); copy++) {
        Seen seen =
            new Seen(new Card(rows.facts(row).card(), copy), rows.score(row), rows.fraud(row));
        days.computeIfAbsent(day, added -> new HashMap<>())
            .merge(
                seen.card(),
                seen,
                (one, other) ->
                    new Seen(
                        one.card(),
                        Math.max(one.score(), other.score()),
                        one.fraud() || other.fraud()));
      }
    }
    Set<Card> caught = new HashSet<>();
    double sum = 0;
    for (Map<Card, Seen> day : days.values()) {
      List<Seen> cards = new ArrayList<>(day.values());
      cards.removeIf(seen -> caught.contains(seen.card()));
      cards.sort(
          (one, other) ->
              one.score() != other.score()
                  ? Float.compare(other.score(), one.score())
                  : Integer.compare(one.card().copy(), other.card().copy()));
      int hits = 0;
      for (Seen seen : cards.subList(0, Math.min(cardsADay, cards.size()))) {
        if (seen.fraud()) {
          hits++;
          caught.add(seen.card());
        }
      }
      sum += (double) hits / cardsADay;
    }
    return sum / days.size();
  }

  private Iterable<Double> thresholds() {
    TreeSet<Double> distinct = new TreeSet<>();
    for (int row = 0; row < rows.size(); row++) {
      distinct.add((double) rows.score(row));
    }
    return distinct.descendingSet();
  }

  private double alerts(double from) {
    return weight(from, 0) + weight(from, 1);
  }

  private double weight(double from, int label) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.score(row) >= from && rows.fraud(row) == (label == 1)) {
        sum += rows.weight(row);
      }
    }
    return sum;
  }

  private double amount(double from) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      if (rows.score(row) >= from && rows.fraud(row)) {
        sum += (double) rows.weight(row) * rows.facts(row).amountMinor();
      }
    }
    return sum;
  }
}
