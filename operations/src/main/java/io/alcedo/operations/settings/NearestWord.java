package io.alcedo.operations.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Finds the known word that someone most likely meant, by edit distance. Stateless. */
final class NearestWord {
  private NearestWord() {}

  /** Returns the known word nearest to this one, where one is near enough to be meant. */
  static Optional<String> of(String word, Collection<String> known) {
    String nearest = null;
    int least = 1 + Math.max(2, word.length() / 3);
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Returns the Levenshtein distance of two words. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
