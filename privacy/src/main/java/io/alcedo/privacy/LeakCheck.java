package io.alcedo.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Searches bytes for values that must not be there, in every {@link LeakEncoding}: files, topics,
 * logs, checkpoints. It cannot look into compressed or encrypted data, so those are opened first.
 *
 * <p>All ways of writing all canaries are searched for at once: a table of bits, indexed by a hash
 * of the four bytes at a position, tells almost always that no pattern begins there, after Wu and
 * Manber, "A fast algorithm for multi-pattern searching", 1994. Finds never hold the value itself.
 * Immutable and thread-safe.
 */
public final class LeakCheck {
  /** The fewest characters of a canary: shorter ones stand in any random bytes. */
  public static final int LEAST_CANARY_LENGTH = 6;

  /** A search ends after so many finds. */
  public static final int MOST_HITS = 10_000;

  private static final int GRAM = 4;
  private static final int CHUNK = 1 << 20;

  /**
   * One find.
   *
   * @param canary the index of the canary in the list
   * @param encoding how it is written
   * @param offset where it begins, in bytes
   */
  public record Hit(int canary, LeakEncoding encoding, long offset) {}

  private record Pattern(int canary, LeakEncoding encoding, byte[] bytes) {}

  private final long[] bits;
  private final int shift;
  private final Pattern[][] table;
  private final int longest;
  private final SeparatedDigits digits;

  private LeakCheck(List<String> canaries) {
    List<Pattern> patterns = new ArrayList<>();
    for (int i = 0; i < canaries.size(); i++) {
      int index = i;
      LeakPatterns.of(
          canaries.get(i), (encoding, bytes) -> addOnce(patterns, index, encoding, bytes));
    }
    int bitCount = Math.max(1 << 16, Integer.highestOneBit(patterns.size() * 64));
    this.shift = Integer.numberOfLeadingZeros(bitCount) + 1;
    this.bits = new long[bitCount / 64];
    this.table = table(patterns);
    this.longest = patterns.stream().mapToInt(p -> p.bytes().length).max().orElse(GRAM);
    this.digits = new SeparatedDigits(canaries);
  }

  /**
   * Returns a check for these values.
   *
   * @throws IllegalArgumentException where one is shorter than {@link #LEAST_CANARY_LENGTH}
   */
  public static LeakCheck of(List<String> canaries) {
    for (int i = 0; i < canaries.size(); i++) {
      if (canaries.get(i).length() < LEAST_CANARY_LENGTH) {
        throw new IllegalArgumentException(
            "A canary has at least " + LEAST_CANARY_LENGTH + " characters: index=" + i);
      }
    }
    return new LeakCheck(canaries);
  }

  /** Searches bytes; finds come in the order in which they begin. */
  public List<Hit> search(byte[] bytes) {
    List<Hit> hits = new ArrayList<>();
    separated(hits).accept(bytes, 0, bytes.length, 0);
    find(bytes, bytes.length, bytes.length, 0, hits);
    return inOrder(hits);
  }

  /** Searches a text, as its UTF-8. */
  public List<Hit> search(String text) {
    return search(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Searches a file. */
  public List<Hit> search(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return search(in);
    }
  }

  /** Searches a stream to its end, in constant memory. */
  public List<Hit> search(InputStream in) throws IOException {
    List<Hit> hits = new ArrayList<>();
    SeparatedDigits.Search separated = separated(hits);
    byte[] buffer = new byte[CHUNK + longest];
    int held = 0;
    long start = 0;
    while (hits.size() < MOST_HITS) {
      int read = in.readNBytes(buffer, held, buffer.length - held);
      separated.accept(buffer, held, held + read, start + held);
      int end = held + read;
      boolean last = end < buffer.length;
      // What may begin a pattern that goes on in the next chunk is looked at with that chunk.
      int until = last ? end : end - longest + 1;
      find(buffer, until, end, start, hits);
      if (last) {
        break;
      }
      held = end - until;
      System.arraycopy(buffer, until, buffer, 0, held);
      start += until;
    }
    return inOrder(hits);
  }

  private SeparatedDigits.Search separated(List<Hit> hits) {
    return digits.new Search((canary, at) -> hits.add(new Hit(canary, LeakEncoding.SEPARATED, at)));
  }

  private static List<Hit> inOrder(List<Hit> hits) {
    hits.sort(Comparator.comparingLong(Hit::offset));
    return List.copyOf(hits.subList(0, Math.min(MOST_HITS, hits.size())));
  }

  private void find(byte[] buffer, int until, int end, long start, List<Hit> hits) {
    int gram = 0;
    for (int i = 0; i < Math.min(GRAM - 1, end); i++) {
      gram = (gram << 8) | (buffer[i] & 0xFF);
    }
    int stop = Math.min(until, end - GRAM + 1);
    for (int i = 0; i < stop; i++) {
      gram = (gram << 8) | (buffer[i + GRAM - 1] & 0xFF);
      int slot = slot(gram);
      if ((bits[slot >>> 6] >>> slot & 1) != 0) {
        match(buffer, i, end, start, slot, hits);
      }
    }
  }

  private void match(byte[] buffer, int at, int end, long start, int slot, List<Hit> hits) {
    for (Pattern pattern : table[slot % table.length]) {
      int to = at + pattern.bytes().length;
      if (to <= end
          && hits.size() < MOST_HITS
          && Arrays.equals(pattern.bytes(), 0, pattern.bytes().length, buffer, at, to)) {
        hits.add(new Hit(pattern.canary(), pattern.encoding(), start + at));
      }
    }
  }

  private Pattern[][] table(List<Pattern> patterns) {
    List<List<Pattern>> lists = new ArrayList<>();
    int size = Math.max(1024, Integer.highestOneBit(patterns.size()) * 2);
    for (int i = 0; i < size; i++) {
      lists.add(List.of());
    }
    for (Pattern pattern : patterns) {
      byte[] b = pattern.bytes();
      int gram = (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | (b[3] & 0xFF);
      int slot = slot(gram);
      bits[slot >>> 6] |= 1L << slot;
      List<Pattern> list = new ArrayList<>(lists.get(slot % size));
      list.add(pattern);
      lists.set(slot % size, list);
    }
    return lists.stream().map(list -> list.toArray(Pattern[]::new)).toArray(Pattern[][]::new);
  }

  private int slot(int gram) {
    return (gram * 0x9E3779B1) >>> shift;
  }

  private static void addOnce(
      List<Pattern> patterns, int canary, LeakEncoding encoding, byte[] bytes) {
    for (int i = patterns.size() - 1; i >= 0 && patterns.get(i).canary() == canary; i--) {
      if (Arrays.equals(patterns.get(i).bytes(), bytes)) {
        return;
      }
    }
    patterns.add(new Pattern(canary, encoding, bytes));
  }
}
