package io.alcedo.schema.row;

import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of texts that is the same on every machine and in every release, because profiles
 * and the register of transactions keep it: FNV-1a over UTF-16 code units (Fowler, Noll, Vo),
 * finished with the 64-bit mix of MurmurHash3 so that all bits depend on all input. Not
 * cryptographic, and never applied to anything but pseudonyms and kept values. Stateless.
 */
public final class StableHash {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  /** Returns the hash of a text. */
  public static long of(CharSequence text) {
    return mix(append(OFFSET_BASIS, text));
  }

  /** Returns the hash of two texts with a separator between them. */
  public static long of(CharSequence first, CharSequence second) {
    return mix(append(append(OFFSET_BASIS, first) * PRIME, second));
  }

  /** Returns the 32-bit hash of a text, never 0; 0 stands for an absent one. */
  public static int shortOf(@Nullable CharSequence text) {
    if (text == null) {
      return 0;
    }
    return neverZero((int) of(text));
  }

  /** Returns what {@link #of(CharSequence)} returns of a text that is these ASCII bytes. */
  public static long ofAscii(byte[] bytes, int from, int to) {
    return mix(append(OFFSET_BASIS, bytes, from, to));
  }

  /** Returns the hash of two texts that are these parts of ASCII bytes. */
  static long ofAscii(byte[] bytes, int from, int to, int secondFrom, int secondTo) {
    long first = append(OFFSET_BASIS, bytes, from, to) * PRIME;
    return mix(append(first, bytes, secondFrom, secondTo));
  }

  /** Returns what {@link #shortOf(CharSequence)} returns of a text that is these ASCII bytes. */
  static int shortOfAscii(byte[] bytes, int from, int to) {
    return neverZero((int) ofAscii(bytes, from, to));
  }

  private static int neverZero(int hash) {
    return hash == 0 ? 1 : hash;
  }

  private static long append(long start, CharSequence text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }

  private static long append(long start, byte[] ascii, int from, int to) {
    long hash = start;
    for (int i = from; i < to; i++) {
      hash = (hash ^ ascii[i]) * PRIME;
    }
    return hash;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
