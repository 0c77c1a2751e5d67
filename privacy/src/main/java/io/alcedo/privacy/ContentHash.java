package io.alcedo.privacy;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;

/**
 * A 64-bit hash of what a row holds: sums over the values present, each mixed with its slot's name,
 * so that a slot added later leaves the hash of older content as it was. It is made of pseudonyms
 * and kept values only. Not cryptographic; immutable and thread-safe.
 *
 * <p>The upper 32 bits are made of all but the tokens, the next 24 of the tokens, and the last
 * eight mark the key that made these. So the hashes of one transaction under two keys can be told
 * to be of the same content, though nothing of what tokens stand for is in them. Never 0, which
 * stands for content that is not known.
 */
public final class ContentHash {
  /** The hash of content that is not known, such as that which earlier releases hashed. */
  public static final long UNKNOWN = 0;

  private static final long KEPT = 0xFFFFFFFF00000000L;
  private static final long MARK = 0xFF;

  private final int[] numberSlots;
  private final int[] realSlots;
  private final int[] textSlots;
  private final long[] numberNames;
  private final long[] realNames;
  private final long[] textNames;
  private final boolean[] tokens;

  ContentHash(RowLayout layout) {
    List<RowLayout.Slot> slots = layout.slots();
    List<RowLayout.Slot> numbers =
        slots.stream()
            .filter(s -> s.kind() == RowLayout.Kind.LONG || s.kind() == RowLayout.Kind.ENUM)
            .toList();
    List<RowLayout.Slot> reals =
        slots.stream().filter(s -> s.kind() == RowLayout.Kind.DOUBLE).toList();
    List<RowLayout.Slot> texts =
        slots.stream().filter(s -> s.kind() == RowLayout.Kind.TEXT).toList();
    numberSlots = indexes(numbers);
    realSlots = indexes(reals);
    textSlots = indexes(texts);
    numberNames = names(numbers);
    realNames = names(reals);
    textNames = names(texts);
    tokens = new boolean[texts.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = IngestPolicy.tokenSlots().contains(texts.get(i).name());
    }
  }

  /**
   * Returns whether two hashes are of the same content: they are equal, or differ in nothing but
   * tokens that were made under different keys.
   */
  public static boolean same(long one, long other) {
    return one == other
        || (((one ^ other) & KEPT) == 0
            && ((one ^ other) & MARK) != 0
            && one != UNKNOWN
            && other != UNKNOWN);
  }

  /** Returns the eight bits that mark a key in hashes. */
  static byte keyMark(int keyId) {
    return (byte) ((keyId * 0x9e3779b1) >>> 24);
  }

  private static int[] indexes(List<RowLayout.Slot> slots) {
    return slots.stream().mapToInt(RowLayout.Slot::index).toArray();
  }

  private static long[] names(List<RowLayout.Slot> slots) {
    return slots.stream().mapToLong(slot -> StableHash.of(slot.name())).toArray();
  }

  /** Returns the hash of a row whose tokens were made under this key. */
  long of(TransactionRow row, int keyId) {
    long hash = 0;
    long token = 0;
    for (int i = 0; i < numberSlots.length; i++) {
      long value = row.number(numberSlots[i]);
      if (value != TransactionRow.ABSENT) {
        hash += mix(value * 0x9e3779b97f4a7c15L + numberNames[i]);
      }
    }
    for (int i = 0; i < realSlots.length; i++) {
      double value = row.real(realSlots[i]);
      if (!Double.isNaN(value)) {
        hash += mix(Double.doubleToLongBits(value) * 0x9e3779b97f4a7c15L + realNames[i]);
      }
    }
    for (int i = 0; i < textSlots.length; i++) {
      String value = row.text(textSlots[i]);
      if (value != null) {
        long mixed = mix(StableHash.of(value) * 0x9e3779b97f4a7c15L + textNames[i]);
        if (tokens[i]) {
          token += mixed;
        } else {
          hash += mixed;
        }
      }
    }
    long whole = (mix(hash) & KEPT) | (mix(token) >>> 40 << 8) | (keyMark(keyId) & MARK);
    return whole == UNKNOWN ? 1 : whole;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
