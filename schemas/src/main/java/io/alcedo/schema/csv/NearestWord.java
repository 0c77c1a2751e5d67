package io.alcedo.schema.csv;

import java.util.Collection;
import java.util.Locale;

/** Finds what someone most likely meant: the known word of the least edit distance. Stateless. */
final class NearestWord {
  private NearestWord() {}

  /** Returns a hint such as {@code ; did you mean "x"?}, or nothing where no word is near. */
  static String hint(String word, Collection<String> known) {
    String nearest = "";
    int least = Math.max(2, word.length() / 2);
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
