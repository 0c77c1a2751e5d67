package io.alcedo.features.language;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the right word that someone most likely meant: the one with the smallest edit distance
 * (insertions, deletions, replacements and swaps of neighbours), case and underscores aside; else
 * one that it is a part of. Stateless.
 */
public final class NearestWord {
  private static final int MOST_LISTED = 40;
  private static final int LEAST_PART = 4;

  private NearestWord() {}

  /** Returns what to append to a message about a wrong word. */
  public static String advice(String word, Collection<String> right) {
    String nearest = of(word, right);
    if (nearest != null) {
      return "; did you mean '" + nearest + "'?";
    }
    if (right.isEmpty() || right.size() > MOST_LISTED) {
      return "";
    }
    return "; it is one of " + String.join(", ", right);
  }

  /** Returns the nearest word, the first of equally near ones, or null where none is near. */
  public static @Nullable String of(String word, Collection<String> right) {
    String nearest = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : right) {
      int distance = distance(plain(word), plain(candidate));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest == null ? containing(plain(word), right) : nearest;
  }

  /** Returns the first word that the given one is a part of: amount, of baseAmount. */
  private static @Nullable String containing(String part, Collection<String> right) {
    if (part.length() < LEAST_PART) {
      return null;
    }
    return right.stream().filter(word -> plain(word).contains(part)).findFirst().orElse(null);
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int replaced = cost[i - 1][j - 1] + (same ? 0 : 1);
        cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
