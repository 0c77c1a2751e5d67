package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How far one statistic of one feature is off from earlier weeks while nothing is wrong, by parts
 * of the day: whatever makes hours differ, such as chance, customers who come in bursts, weather or
 * growth. The latest eight weeks count most. Not thread-safe.
 *
 * <p>Much of it lasts: a rainy day is rainy in the afternoon too, and what a card did within 30
 * days changes slowly. So a difference is taken less a part of the one six hours before, as large a
 * part as past ones bear out (a regression without a constant, from 0 to 1), and only the rest is
 * noise: the innovation of an autoregression. While an alarm is open, the difference from before it
 * is kept as the one to take off.
 */
final class NoiseScale {
  /** How many hours before the difference is that tells of this one. */
  static final int LAG = 6;

  private static final int PARTS = 6;
  private static final int PART_HOURS = 24 / PARTS;
  private static final double MEMORY = 8 * 7 * PART_HOURS;
  private static final double FARTHEST = 9;

  private final double[] count = new double[PARTS];
  private final double[] mean = new double[PARTS];
  private final double[] cross = new double[PARTS];
  private final double[] power = new double[PARTS];
  private final double[] square = new double[PARTS];
  private final double[] last = new double[LAG];

  NoiseScale() {
    Arrays.fill(last, Double.NaN);
  }

  /**
   * Returns what is new in a difference.
   *
   * @return NaN where none is known from six hours before
   */
  double innovation(long hour, double difference) {
    int part = part(hour);
    double before = last[place(hour)];
    double carried = power[part] > 0 ? cross[part] / power[part] : 0;
    return difference - mean[part] - Math.max(0, Math.min(1, carried)) * before;
  }

  /**
   * Returns how many deviations an innovation is away from none.
   *
   * @param unit what its deviation would be by chance alone
   * @param least the smallest variance that is believed, in squared units
   */
  double deviations(long hour, double innovation, double unit, double least) {
    return innovation / unit / Math.sqrt(Math.max(least, square[part(hour)]));
  }

  /**
   * Learns from a difference; what is very far out counts as three deviations.
   *
   * @param centred whether the mean is 0 whatever comes
   */
  void learn(long hour, double difference, double unit, boolean centred) {
    int part = part(hour);
    double before = last[place(hour)];
    double innovation = innovation(hour, difference);
    count[part] = Math.min(MEMORY, count[part] + 1);
    double rate = 1 / count[part];
    if (!Double.isNaN(innovation)) {
      double scaled = Math.pow(innovation / unit, 2);
      double most = FARTHEST * Math.max(1, square[part]);
      square[part] += rate * (Math.min(most, scaled) - square[part]);
      cross[part] += rate * ((difference - mean[part]) * before - cross[part]);
      power[part] += rate * (before * before - power[part]);
    }
    if (!centred) {
      mean[part] += rate * (difference - mean[part]);
    }
    last[place(hour)] = difference - mean[part];
  }

  /** Takes the difference of six hours before an hour for that of all hours since. */
  void freeze(long hour) {
    Arrays.fill(last, last[place(hour)]);
  }

  /** Forgets the differences of hours for which there was nothing to compare. */
  void skip(long hour) {
    last[place(hour)] = Double.NaN;
  }

  /**
   * Returns how many independent differences the scale is worth: hours of one part of one day have
   * much in common, and windows of six hours are nearly the same.
   */
  double degrees(long hour, int hours) {
    return count[part(hour)] / PART_HOURS * (hours == 1 ? 2 : 1);
  }

  void write(RecordBytes out) {
    for (double[] values : new double[][] {count, mean, cross, power, square, last}) {
      for (double value : values) {
        out.putDouble(value);
      }
    }
  }

  static NoiseScale read(DataInput in) throws IOException {
    NoiseScale scale = new NoiseScale();
    for (double[] values :
        new double[][] {
          scale.count, scale.mean, scale.cross, scale.power, scale.square, scale.last
        }) {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readDouble();
      }
    }
    return scale;
  }

  private static int part(long hour) {
    return (int) Math.floorMod(hour, 24L) / PART_HOURS;
  }

  private static int place(long hour) {
    return (int) Math.floorMod(hour, (long) LAG);
  }
}
