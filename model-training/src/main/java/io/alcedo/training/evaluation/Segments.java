package io.alcedo.training.evaluation;

import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.evaluation.SegmentReport.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows parted in each way there is, the largest segments first. Beyond {@value
 * EvaluationSettings#MOST_SEGMENTS} of a kind they go together as "other"; a way that does not part
 * the rows, because all have the same, is left out.
 */
final class Segments {
  private static final String UNKNOWN = "unknown";

  private final EvaluationSettings settings;
  private final ScoredRows rows;
  private final List<String> bands;

  Segments(ScoredRows rows, EvaluationSettings settings) {
    this.rows = rows;
    this.settings = settings;
    this.bands = bands(settings);
  }

  /**
   * A segment and its rows.
   *
   * @param ranking its rows, from the highest score down
   */
  record Segment(Kind kind, String name, Ranking ranking) {}

  /** Returns the segments, from the ranking of all rows. */
  List<Segment> of(Ranking all) {
    List<Segment> segments = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      segments.addAll(parted(kind, all));
    }
    return segments;
  }

  private List<Segment> parted(Kind kind, Ranking all) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> names = new ArrayList<>();
    int[] segments = new int[rows.size()];
    for (int row = 0; row < segments.length; row++) {
      String name = name(kind, rows.facts(row));
      segments[row] =
          numbers.computeIfAbsent(
              name,
              added -> {
                names.add(added);
                return names.size() - 1;
              });
    }
    if (names.size() == 1) {
      return List.of();
    }
    limit(segments, names);
    List<Segment> parted = new ArrayList<>();
    for (int segment = 0; segment < names.size(); segment++) {
      Ranking ranking = all.only(segments, segment, rows.scores());
      if (ranking.size() > 0) {
        parted.add(new Segment(kind, names.get(segment), ranking));
      }
    }
    parted.sort(
        Comparator.comparing((Segment one) -> -one.ranking().size()).thenComparing(Segment::name));
    return parted;
  }

  /** Puts the rows of all but the largest segments into one more. */
  private static void limit(int[] segments, List<String> names) {
    if (names.size() <= EvaluationSettings.MOST_SEGMENTS) {
      return;
    }
    int[] sizes = new int[names.size()];
    for (int segment : segments) {
      sizes[segment]++;
    }
    List<Integer> order = new ArrayList<>();
    for (int segment = 0; segment < sizes.length; segment++) {
      order.add(segment);
    }
    order.sort(
        Comparator.comparing((Integer segment) -> -sizes[segment]).thenComparing(names::get));
    boolean[] kept = new boolean[sizes.length];
    order.stream().limit(EvaluationSettings.MOST_SEGMENTS).forEach(segment -> kept[segment] = true);
    int other = names.size();
    names.add("other");
    for (int row = 0; row < segments.length; row++) {
      if (!kept[segments[row]]) {
        segments[row] = other;
      }
    }
  }

  private String name(Kind kind, RowFacts facts) {
    return switch (kind) {
      case CHANNEL -> facts.channel().name();
      case MERCHANT_CATEGORY -> {
        String category = facts.merchantCategory();
        yield category == null ? UNKNOWN : category;
      }
      case AMOUNT_BAND -> band(facts.amountMinor());
      case NEW_CARD -> facts.card() == 0 ? UNKNOWN : facts.newCard() ? "new" : "known";
    };
  }

  private String band(long amountMinor) {
    int band = 0;
    while (band < settings.amountBands().size()
        && amountMinor >= settings.amountBands().get(band)) {
      band++;
    }
    return bands.get(band);
  }

  private static List<String> bands(EvaluationSettings settings) {
    List<String> bounds =
        settings.amountBands().stream()
            .map(minor -> BigDecimal.valueOf(minor, settings.amountDigits()).toPlainString())
            .toList();
    if (bounds.isEmpty()) {
      return List.of("all");
    }
    List<String> names = new ArrayList<>();
    names.add("under " + bounds.get(0));
    for (int i = 1; i < bounds.size(); i++) {
      names.add(bounds.get(i - 1) + " to under " + bounds.get(i));
    }
    names.add(bounds.get(bounds.size() - 1) + " and over");
    return names;
  }
}
