package io.alcedo.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Strings of kept texts that recur, such as currencies, countries and merchants, found by their
 * bytes: so that a text seen lately is neither decoded nor checked again. A direct-mapped table of
 * texts that passed the common checks and are not personal data; owned by one thread.
 */
final class KeptTexts {
  private static final int SIZE = 4096;
  private static final int MOST_LENGTH = 40;

  private final @Nullable String[] texts = new String[SIZE];

  /** Returns the known text that these ASCII bytes hold, or null. */
  @Nullable String find(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > MOST_LENGTH) {
      return null;
    }
    String known = texts[slot(bytes, from, to)];
    if (known == null || known.length() != length) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (known.charAt(i) != bytes[from + i]) {
        return null;
      }
    }
    return known;
  }

  /** Remembers the text of these ASCII bytes. */
  void put(byte[] bytes, int from, int to, String text) {
    if (to - from <= MOST_LENGTH) {
      texts[slot(bytes, from, to)] = text;
    }
  }

  private static int slot(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return (hash ^ (hash >>> 15)) & (SIZE - 1);
  }
}
