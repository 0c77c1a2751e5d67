package io.alcedo.privacy;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.util.Comparator;
import java.util.Set;

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
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private final long[] numberNames;
  private final long[] realNames;
  private final long[] textNames;

  ContentHash(RowLayout layout) {
    numberNames = names(layout, Set.of(RowLayout.Kind.LONG, RowLayout.Kind.ENUM));
    realNames = names(layout, Set.of(RowLayout.Kind.DOUBLE));
    textNames = names(layout, Set.of(RowLayout.Kind.TEXT));
  }

  /** Returns the hash of the name of each slot that is stored in one of these ways, by index. */
  private static long[] names(RowLayout layout, Set<RowLayout.Kind> kinds) {
    return layout.slots().stream()
        .filter(slot -> kinds.contains(slot.kind()))
        .sorted(Comparator.comparingInt(RowLayout.Slot::index))
        .mapToLong(slot -> StableHash.of(slot.name()))
        .toArray();
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

  /** Returns the sum over the numbers and enum ordinals of a row, whole and real. */
  long ofNumbers(TransactionRow row) {
    long sum = 0;
    for (int slot = 0; slot < numberNames.length; slot++) {
      long value = row.number(slot);
      if (value != TransactionRow.ABSENT) {
        sum += mix(value * FACTOR + numberNames[slot]);
      }
    }
    for (int slot = 0; slot < realNames.length; slot++) {
      double value = row.real(slot);
      if (!Double.isNaN(value)) {
        sum += mix(Double.doubleToLongBits(value) * FACTOR + realNames[slot]);
      }
    }
    return sum;
  }

  /**
   * Returns what a text adds to the sum.
   *
   * @param hash its {@link StableHash}
   */
  long ofText(int slot, long hash) {
    return mix(hash * FACTOR + textNames[slot]);
  }

  /**
   * Returns the hash of a row.
   *
   * @param kept the sum over all values that are no tokens
   * @param tokens the sum over the tokens
   * @param keyId the key that made these
   */
  static long of(long kept, long tokens, int keyId) {
    long whole = (mix(kept) & KEPT) | (mix(tokens) >>> 40 << 8) | (keyMark(keyId) & MARK);
    return whole == UNKNOWN ? 1 : whole;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
