package io.alcedo.features;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A job's own set and a challenger's at random, over the same two entities under other names, with
 * features of the same meaning, features of the same name but another meaning, and marks.
 */
final class RandomSets {
  /** What a profile must have remembered for a feature to find its history. */
  private static final String TIME_AND_AMOUNT = "";

  private static final String DEVICE = "device";
  private static final String COUNTRY = "country";
  private static final String PLACE = "place";
  private static final String AMOUNT = "value of amount";
  private static final String DEAR = "mark of dear ones";
  private static final String CALM = "mark of calm ones";

  /** A feature without its name; "@" stands for the entity's. */
  private record Kind(String text, String remembered) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("count: @, window: 1h", TIME_AND_AMOUNT),
          new Kind("count: @, window: 1d, delay: 6h, where: {channel: online}", TIME_AND_AMOUNT),
          new Kind("count: @, window: 3d, where: {outcome: declined}", TIME_AND_AMOUNT),
          new Kind("sum: baseAmount, by: @, window: 1d", TIME_AND_AMOUNT),
          new Kind("sum: approvedAmount, by: @, window: 2d", TIME_AND_AMOUNT),
          new Kind("mean: baseAmount, by: @, window: 2d, delay: 1d", TIME_AND_AMOUNT),
          new Kind("min: baseAmount, by: @, window: 12h", TIME_AND_AMOUNT),
          new Kind("max: baseAmount, by: @, window: 3d", TIME_AND_AMOUNT),
          new Kind("stddev: baseAmount, by: @, window: 1d", TIME_AND_AMOUNT),
          new Kind("zscore: baseAmount, by: @, window: 3d, empty: 0", TIME_AND_AMOUNT),
          new Kind("ratio: baseAmount, by: @, window: 2d", TIME_AND_AMOUNT),
          new Kind("since_last: @, window: 3d", TIME_AND_AMOUNT),
          new Kind("fraud_count: @, window: 3d", TIME_AND_AMOUNT),
          new Kind("fraud_rate: @, window: 1d, delay: 1d, empty: 0", TIME_AND_AMOUNT),
          new Kind("fraud_run: @, window: 3d", TIME_AND_AMOUNT),
          new Kind("genuine_run: @, window: 3d", TIME_AND_AMOUNT),
          new Kind("distinct: deviceToken, by: @, window: 2d", DEVICE),
          new Kind("first_seen: deviceToken, by: @, window: 3d", DEVICE),
          new Kind("distinct: merchantCountry, by: @, window: 1d", COUNTRY),
          new Kind("speed: @, window: 2d", PLACE),
          new Kind("peak: amount, by: @, window: 2d", AMOUNT),
          new Kind("since_peak: amount, by: @, window: 1d", AMOUNT),
          new Kind("count: @, window: 2d, where: {marked: dear}", DEAR),
          new Kind("mean: baseAmount, by: @, window: 1d, where: {marked: dear}", DEAR),
          new Kind("count: @, window: 1d, where: {unmarked: calm}", CALM));

  /**
   * One set.
   *
   * @param yaml its text
   * @param kinds for each of its features what it is, entity included
   * @param remembered for each of its features what it needs profiles to have remembered
   */
  record Stated(String yaml, List<String> kinds, List<String> remembered) {
    FeatureSet set() {
      try {
        return FeatureSet.parse(yaml, "random.yaml");
      } catch (FeatureSetException e) {
        throw new AssertionError(yaml, e);
      }
    }
  }

  private final Random random;

  RandomSets(Random random) {
    this.random = random;
  }

  /** Returns a job's own set, which keeps profiles of both entities for four days. */
  Stated own() {
    return stated("card", "shop", true);
  }

  /** Returns another set. */
  Stated challenger() {
    return stated("customer", "terminal", false);
  }

  private Stated stated(String card, String shop, boolean anchors) {
    List<String> kinds = new ArrayList<>();
    List<String> remembered = new ArrayList<>();
    StringBuilder features = new StringBuilder();
    List<Runnable> lines = new ArrayList<>();
    for (String entity : List.of(card, shop)) {
      for (Kind kind : KINDS) {
        if (random.nextInt(3) == 0) {
          lines.add(
              () -> {
                String slot = entity.equals(card) ? "cardToken" : "terminalId";
                kinds.add(kind.text.replace("@", slot));
                remembered.add(kind.remembered.isEmpty() ? "" : kind.remembered + " of " + slot);
                line(features, kinds.size(), kind.text.replace("@", entity));
              });
        }
      }
    }
    Collections.shuffle(lines, random);
    lines.forEach(Runnable::run);
    for (String entity : anchors ? List.of(card, shop) : List.<String>of()) {
      kinds.add("anchor");
      remembered.add("");
      line(features, kinds.size(), "count: %s, window: 3d, delay: 1d".formatted(entity));
    }
    kinds.add("amount");
    remembered.add("");
    features.append("  - {name: amount, value: baseAmount, family: f}\n");
    String text = features.toString();
    // Both mean the same in every set, whatever the feature is called.
    List<String> marks = new ArrayList<>();
    marks.addAll(text.contains(": dear}") ? List.of("dear: {amount: {above: 50}}") : List.of());
    marks.addAll(text.contains(": calm}") ? List.of("calm: {amount: {below: 20}}") : List.of());
    String yaml =
        "name: random\nentities: {%s: cardToken, %s: terminalId}\n".formatted(card, shop)
            + (marks.isEmpty() ? "" : "marks: {" + String.join(", ", marks) + "}\n")
            + "features:\n"
            + text;
    return new Stated(yaml, List.copyOf(kinds), List.copyOf(remembered));
  }

  private static void line(StringBuilder features, int number, String text) {
    features.append("  - {name: f%d, family: f, %s}\n".formatted(number, text));
  }
}
