package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.DataInput;
import java.io.IOException;

/**
 * How long it took until a transaction got its first label, the latest four weeks counting most:
 * half as much for each four weeks that a label is older. Good to 6 %. Not thread-safe.
 */
final class LabelDelays {
  private static final double DAILY = Math.pow(0.5, 1 / 28.0);

  private ValueCounts counts = ValueCounts.EMPTY;
  private double[] added = new double[ValueBins.COUNT];
  private long day = Long.MIN_VALUE;

  /**
   * Notes a delay.
   *
   * @param seconds from the transaction to when its label became known
   * @param knownDay the day of the latter, since 1970 UTC
   */
  void add(double seconds, long knownDay) {
    if (knownDay > day) {
      double factor = day == Long.MIN_VALUE ? 0 : Math.pow(DAILY, knownDay - day);
      counts = all().plus(factor, ValueCounts.EMPTY, 0);
      added = new double[ValueBins.COUNT];
      day = knownDay;
    }
    added[ValueBins.of((float) Math.max(0, seconds))]++;
  }

  /** Returns how many labels count, older ones in part. */
  double count() {
    return all().present();
  }

  /** Returns the delay in seconds that a share of labels stays below; NaN where there is none. */
  double quantile(double share) {
    return all().quantile(share);
  }

  void addAll(LabelDelays other) {
    counts = all().plus(1, other.all(), 1);
    added = new double[ValueBins.COUNT];
    day = Math.max(day, other.day);
  }

  void write(RecordBytes out) {
    out.putLong(day);
    all().write(out);
  }

  static LabelDelays read(DataInput in) throws IOException {
    LabelDelays delays = new LabelDelays();
    delays.day = in.readLong();
    delays.counts = ValueCounts.read(in);
    return delays;
  }

  private ValueCounts all() {
    return counts.plus(1, ValueCounts.of(added, 0), 1);
  }
}
