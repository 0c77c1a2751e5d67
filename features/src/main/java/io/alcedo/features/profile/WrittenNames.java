package io.alcedo.features.profile;

import java.io.IOException;

/**
 * Where what a profile's bytes hold stands in the layout that reads them: each dimension, mark and
 * remembered feature by its hash, -1 for one that the layout does not know. Bytes of version 1 have
 * dimensions only. Immutable.
 *
 * @param dimensions where each written dimension stands
 * @param marks where each written mark stands
 * @param features where each written remembered feature stands
 */
record WrittenNames(int[] dimensions, int[] marks, int[] features) {
  private static final int MOST = 255;

  static void write(ProfileShape shape, ByteWriter out) {
    write(shape.dimensionHashes, out);
    if (shape.readsVector()) {
      write(shape.markHashes, out);
      write(shape.featureHashes, out);
    }
  }

  private static void write(int[] hashes, ByteWriter out) {
    out.writeUnsigned(hashes.length);
    for (int hash : hashes) {
      out.writeInt(hash);
    }
  }

  /**
   * Reads the names.
   *
   * @param all whether marks and remembered features were written too
   */
  static WrittenNames read(ProfileShape shape, boolean all, ByteReader in) throws IOException {
    return new WrittenNames(
        positions("dimensions", shape.dimensionHashes, in),
        all ? positions("marks", shape.markHashes, in) : new int[0],
        all ? positions("features", shape.featureHashes, in) : new int[0]);
  }

  /** Returns whether the layout that wrote them is like this one in what it remembers. */
  boolean alike(ProfileShape shape) {
    return inPlace(dimensions, shape.dimensionHashes)
        && inPlace(marks, shape.markHashes)
        && inPlace(features, shape.featureHashes);
  }

  private static boolean inPlace(int[] positions, int[] known) {
    boolean inPlace = positions.length == known.length;
    for (int i = 0; inPlace && i < positions.length; i++) {
      inPlace = positions[i] == i;
    }
    return inPlace;
  }

  private static int[] positions(String name, int[] known, ByteReader in) throws IOException {
    int[] positions = new int[in.readSize(name, MOST)];
    for (int i = 0; i < positions.length; i++) {
      int hash = in.readInt();
      positions[i] = -1;
      for (int k = 0; k < known.length; k++) {
        if (known[k] == hash) {
          positions[i] = k;
        }
      }
    }
    return positions;
  }

  /** Returns written flags with their marks where this layout has them. */
  long flags(long written) {
    int carried = EventFlags.marks(written);
    return carried == 0 ? written : EventFlags.withMarks(written, known(carried));
  }

  /** Returns those of the written marks that the layout knows, as its own bits. */
  int known(int written) {
    int bits = 0;
    for (int i = 0; i < marks.length; i++) {
      bits |= (written >>> i & 1) != 0 && marks[i] >= 0 ? 1 << marks[i] : 0;
    }
    return bits;
  }

  /** Returns whether the layout knows all of the written marks. */
  boolean knowsAll(int written) {
    return Integer.bitCount(known(written)) == Integer.bitCount(written);
  }
}
