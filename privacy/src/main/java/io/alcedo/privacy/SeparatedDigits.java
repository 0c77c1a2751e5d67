package io.alcedo.privacy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds numbers whose digits have separators between them: an Aho–Corasick automaton over the
 * digits alone, which forgets all where something else than a few separators stands between two
 * digits. Source: Aho and Corasick, "Efficient string matching", CACM 18(6), 1975. Immutable.
 */
final class SeparatedDigits {
  private static final int MOST_SEPARATORS = 3;
  private static final int POSITIONS = 64;
  private static final boolean[] SEPARATOR = new boolean[256];

  static {
    for (int c : new int[] {' ', '-', '.', '/', '_', ',', ':', '\t', 0, 0xC2, 0xA0}) {
      SEPARATOR[c] = true;
    }
  }

  private final int[] next;
  private final int[] canaries;
  private final int[] lengths;

  /** Receives a find. */
  interface Sink {
    /** Takes the canary's index and where its first digit stands. */
    void found(int canary, long offset);
  }

  /** Builds the automaton of the canaries that are numbers of at least 12 digits. */
  SeparatedDigits(List<String> values) {
    List<int[]> trie = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    trie.add(newNode());
    ends.add(-1);
    for (int i = 0; i < values.size(); i++) {
      String digits = values.get(i).replace(" ", "").replace("-", "");
      if (digits.length() >= CardNumbers.LEAST_DIGITS
          && digits.length() <= POSITIONS
          && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        add(digits, i, trie, ends);
      }
    }
    next = new int[trie.size() * 10];
    canaries = ends.stream().mapToInt(Integer::intValue).toArray();
    lengths = values.stream().mapToInt(v -> v.replaceAll("[ -]", "").length()).toArray();
    link(trie);
  }

  private static int[] newNode() {
    int[] node = new int[10];
    Arrays.fill(node, -1);
    return node;
  }

  private static void add(String digits, int canary, List<int[]> trie, List<Integer> ends) {
    int state = 0;
    for (int i = 0; i < digits.length(); i++) {
      int[] node = trie.get(state);
      int digit = digits.charAt(i) - '0';
      if (node[digit] < 0) {
        node[digit] = trie.size();
        trie.add(newNode());
        ends.add(-1);
      }
      state = node[digit];
    }
    ends.set(state, canary);
  }

  private void link(List<int[]> trie) {
    int[] fallback = new int[trie.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int state = queue.remove();
      if (canaries[state] < 0) {
        canaries[state] = canaries[fallback[state]];
      }
      for (int digit = 0; digit < 10; digit++) {
        int child = trie.get(state)[digit];
        int other = state == 0 ? 0 : next[fallback[state] * 10 + digit];
        next[state * 10 + digit] = child < 0 ? other : child;
        if (child >= 0) {
          fallback[child] = other;
          queue.add(child);
        }
      }
    }
  }

  /** A search over a stream of bytes. Owned by one thread. */
  final class Search {
    private final long[] positions = new long[POSITIONS];
    private final Sink sink;
    private int state;
    private int separators;
    private int digits;

    Search(Sink sink) {
      this.sink = sink;
    }

    /** Takes the next bytes, the first of which stands at the offset. */
    void accept(byte[] bytes, int from, int to, long offset) {
      if (next.length == 10) {
        return; // no canary is a number
      }
      for (int i = from; i < to; i++) {
        int digit = bytes[i] - '0';
        if (digit >= 0 && digit < 10) {
          digit(digit, offset + i - from);
        } else if (state != 0 && (!SEPARATOR[bytes[i] & 0xFF] || ++separators > MOST_SEPARATORS)) {
          state = 0;
        }
      }
    }

    private void digit(int digit, long position) {
      separators = 0;
      state = next[state * 10 + digit];
      positions[digits++ & (POSITIONS - 1)] = position;
      int canary = canaries[state];
      if (canary >= 0) {
        long start = positions[(digits - lengths[canary]) & (POSITIONS - 1)];
        if (position - start >= lengths[canary]) {
          sink.found(canary, start);
        }
      }
    }
  }
}
