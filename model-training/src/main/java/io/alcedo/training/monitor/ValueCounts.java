package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How often a feature had which value, over an hour or over several: the counts of the {@link
 * ValueBins} that are not empty, in order, and how often it had none. Counts can be weighted sums.
 * Immutable; six bytes a bin.
 */
public final class ValueCounts {
  static final ValueCounts EMPTY = new ValueCounts(new short[0], new float[0], 0);

  private final short[] bins;
  private final float[] counts;
  private final float missing;
  private final double present;

  private ValueCounts(short[] bins, float[] counts, float missing) {
    this.bins = bins;
    this.counts = counts;
    this.missing = missing;
    double sum = 0;
    for (float count : counts) {
      sum += count;
    }
    this.present = sum;
  }

  /**
   * Makes them of counts of all bins.
   *
   * @param all the count of each bin
   */
  static ValueCounts of(double[] all, double missing) {
    short[] bins = new short[all.length];
    float[] counts = new float[all.length];
    int filled = 0;
    for (int bin = 0; bin < all.length; bin++) {
      if (all[bin] > 0) {
        bins[filled] = (short) bin;
        counts[filled++] = (float) all[bin];
      }
    }
    return new ValueCounts(
        Arrays.copyOf(bins, filled), Arrays.copyOf(counts, filled), (float) missing);
  }

  /** Returns this and other counts, each times a weight. */
  ValueCounts plus(double weight, ValueCounts other, double otherWeight) {
    short[] bothBins = new short[bins.length + other.bins.length];
    float[] both = new float[bothBins.length];
    int filled = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < bins.length || theirs < other.bins.length) {
      int bin = mine < bins.length ? bins[mine] : Short.MAX_VALUE;
      int otherBin = theirs < other.bins.length ? other.bins[theirs] : Short.MAX_VALUE;
      double sum = 0;
      if (bin <= otherBin) {
        sum += weight * counts[mine++];
      }
      if (otherBin <= bin) {
        sum += otherWeight * other.counts[theirs++];
      }
      bothBins[filled] = (short) Math.min(bin, otherBin);
      both[filled] = (float) sum;
      filled += sum > 0 ? 1 : 0;
    }
    return new ValueCounts(
        Arrays.copyOf(bothBins, filled),
        Arrays.copyOf(both, filled),
        (float) (weight * missing + otherWeight * other.missing));
  }

  /** Returns how many values there were. */
  double present() {
    return present;
  }

  /** Returns how many vectors there were, with a value or without. */
  double total() {
    return present + missing;
  }

  /** Returns the share without a value; 0 where there was no vector. */
  double missingShare() {
    return total() == 0 ? 0 : missing / total();
  }

  /** Adds the share of each bin among the values to an array with a place a bin. */
  void addShares(double[] shares, double weight) {
    for (int i = 0; i < bins.length; i++) {
      shares[bins[i]] += weight * counts[i] / present;
    }
  }

  /**
   * Returns the middle of the bin in which a share of the values is reached; NaN where there was no
   * value.
   */
  double quantile(double share) {
    double sum = 0;
    for (int i = 0; i < bins.length; i++) {
      sum += counts[i];
      if (sum >= share * present) {
        return ValueBins.middle(bins[i]);
      }
    }
    return Double.NaN;
  }

  /** Writes them. */
  void write(RecordBytes out) {
    out.putVarint(bins.length);
    int last = 0;
    for (short bin : bins) {
      out.putVarint(bin - last);
      last = bin;
    }
    out.putFloats(counts);
    out.putFloats(new float[] {missing});
  }

  /** Reads what {@link #write} wrote. */
  static ValueCounts read(DataInput in) throws IOException {
    long length = VarInts.readUnsigned(in);
    if (length < 0 || length > ValueBins.COUNT) {
      throw new IOException("Bins are at most " + ValueBins.COUNT + ": bins=" + length);
    }
    short[] bins = new short[(int) length];
    long bin = 0;
    for (int i = 0; i < bins.length; i++) {
      bin += VarInts.readUnsigned(in);
      if (bin < 0 || bin >= ValueBins.COUNT) {
        throw new IOException("A bin is below " + ValueBins.COUNT + ": bin=" + bin);
      }
      bins[i] = (short) bin;
    }
    float[] counts = new float[bins.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.readFloat();
    }
    return new ValueCounts(bins, counts, in.readFloat());
  }
}
