package io.alcedo.scoring.decision;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.IOException;

/**
 * How the scores of one model are spread, the latest counting most: a histogram over log-odds whose
 * counts fade with every further score, and the score that a given share lies at or above.
 *
 * <p>Bins are {@value #WIDTH} wide from −{@value #REACH} to {@value #REACH}; what lies beyond is in
 * the outermost. Instead of fading all bins at each score, each score weighs more than the one
 * before (forward decay: Cormode, Shkapenyuk, Srivastava and Xu, "Forward Decay", ICDE 2009). The
 * edge that was asked for last is remembered with the weight above it, so that asking costs a step
 * or two. About 12 KiB; not thread-safe.
 */
final class ScoreSketch {
  private static final double REACH = 18;
  private static final double WIDTH = 0.025;
  private static final int BINS = (int) (2 * REACH / WIDTH);
  private static final double MOST_WEIGHT = 1e9;

  private final double[] bins = new double[BINS];
  private double total;
  private double weight = 1;
  private int edge = BINS;
  private double above;

  /**
   * Adds a score.
   *
   * @param score from 0 to 1
   * @param horizon after how many further scores this one counts for 1/e
   */
  void add(double score, double horizon) {
    int bin = bin(score);
    bins[bin] += weight;
    total += weight;
    if (bin >= edge) {
      above += weight;
    }
    weight *= 1 + 1 / horizon;
    if (weight > MOST_WEIGHT) {
      scale(1 / weight);
      weight = 1;
    }
  }

  /** Returns how many scores it stands for, faded ones in part. */
  double size() {
    return total / weight;
  }

  /**
   * Returns the lowest edge of a bin at or above which no more than a share of the scores lies; 1
   * where even the highest score's bin holds more.
   */
  double atMostAbove(double share) {
    double target = share * total;
    while (edge < BINS && above > target) {
      above -= bins[edge++];
    }
    while (edge > 0 && above + bins[edge - 1] <= target) {
      above += bins[--edge];
    }
    return edge == BINS ? 1 : edge == 0 ? 0 : 1 / (1 + Math.exp(REACH - edge * WIDTH));
  }

  /** Adds what another sketch holds, as if it stood for a given number of scores. */
  void addAll(ScoreSketch other, double size) {
    if (other.total > 0) {
      double factor = weight * size / other.total;
      for (int bin = 0; bin < BINS; bin++) {
        bins[bin] += other.bins[bin] * factor;
      }
      scale(1);
    }
  }

  /** Scales all weights, and sums them anew so that no rounding stays. */
  void scale(double factor) {
    total = 0;
    above = 0;
    for (int bin = 0; bin < BINS; bin++) {
      bins[bin] *= factor;
      total += bins[bin];
      above += bin >= edge ? bins[bin] : 0;
    }
  }

  /** Writes it: the bins that are not empty, as floats in units of one score. */
  void write(RecordBytes out) {
    int filled = 0;
    for (double bin : bins) {
      filled += bin > 0 ? 1 : 0;
    }
    out.putVarint(filled);
    int last = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (bins[bin] > 0) {
        out.putVarint(bin - last);
        out.putFloats(new float[] {(float) (bins[bin] / weight)});
        last = bin;
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  static ScoreSketch read(DataInput in) throws IOException {
    ScoreSketch sketch = new ScoreSketch();
    long filled = VarInts.readUnsigned(in);
    long bin = 0;
    for (long i = 0; i < filled; i++) {
      bin += VarInts.readUnsigned(in);
      if (bin < 0 || bin >= BINS) {
        throw new IOException("A bin of scores lies in 0 to " + (BINS - 1) + ": bin=" + bin);
      }
      sketch.bins[(int) bin] = in.readFloat();
    }
    sketch.scale(1);
    return sketch;
  }

  private static int bin(double score) {
    double place = (Math.log(score / (1 - score)) + REACH) / WIDTH;
    return (int) Math.max(0, Math.min(BINS - 1, place));
  }
}
