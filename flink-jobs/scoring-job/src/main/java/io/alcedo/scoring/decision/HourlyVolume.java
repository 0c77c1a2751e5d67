package io.alcedo.scoring.decision;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.DataInput;
import java.io.IOException;

/**
 * How many transactions come in each hour of the week, learned as they come, and from it how many
 * the rest of a day will bring.
 *
 * <p>An hour of the week is the mean of the weeks seen, the latest counting a quarter or more. One
 * not seen yet is taken from the same hour of other days, else from all hours, else from the pace
 * since the start. The forecast of today is scaled by how the last hours compare with theirs. Hours
 * that were not watched from end to end teach nothing. Days are days in UTC. Not thread-safe.
 */
final class HourlyVolume {
  static final long HOUR = 3_600_000;
  private static final int DAY_HOURS = 24;
  private static final int SLOTS = 7 * DAY_HOURS;
  private static final double LEARN = 0.25;
  private static final double FADE = 0.85;
  private static final double PRIOR_HOURS = 0.5;
  private static final double FIRST_HOURS = 0.02;

  private final double[] mean = new double[SLOTS];
  private final double[] weeks = new double[SLOTS];
  private long started = Long.MIN_VALUE;
  private long hour = Long.MIN_VALUE;
  private boolean whole;
  private boolean known;
  private double count;
  private double seen;
  private double fadedCount;
  private double fadedForecast;
  private double currentForecast;
  private double laterForecast;

  /** Counts a transaction; times never go back. */
  void add(long time) {
    advance(time);
    count++;
    seen++;
  }

  /** Moves on to a time: the hours that ended teach, where they were watched. */
  void advance(long time) {
    long now = Math.floorDiv(time, HOUR);
    if (now == hour) {
      return;
    }
    if (started == Long.MIN_VALUE) {
      started = time;
    } else {
      close();
    }
    whole = hour != Long.MIN_VALUE && now == hour + 1;
    hour = now;
    count = 0;
    forecast();
  }

  /**
   * Returns how many more transactions the day will bring.
   *
   * @param time a time within the hour advanced to
   */
  double remaining(long time) {
    if (!known) {
      return day(time) * (1 - Math.floorMod(time, DAY_HOURS * HOUR) / (double) (DAY_HOURS * HOUR));
    }
    return level(time) * (currentForecast * (1 - elapsed(time)) + laterForecast);
  }

  /** Returns how many transactions a whole day like this one brings. */
  double day(long time) {
    if (!known) {
      return seen / Math.max(FIRST_HOURS, (time - started) / (double) HOUR) * DAY_HOURS;
    }
    double sum = 0;
    long first = hour - Math.floorMod(hour, DAY_HOURS);
    for (int i = 0; i < DAY_HOURS; i++) {
      sum += expected(first + i);
    }
    return level(time) * sum;
  }

  /** Adds what another one learned, hour by hour. */
  void addAll(HourlyVolume other) {
    if (other.started == Long.MIN_VALUE) {
      return;
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      mean[slot] += other.mean[slot];
      weeks[slot] = Math.max(weeks[slot], other.weeks[slot]);
    }
    started = started == Long.MIN_VALUE ? other.started : Math.min(started, other.started);
    count = hour > other.hour ? count : other.count + (hour == other.hour ? count : 0);
    whole = hour == other.hour ? whole && other.whole : hour > other.hour ? whole : other.whole;
    hour = Math.max(hour, other.hour);
    known |= other.known;
    seen += other.seen;
    fadedCount += other.fadedCount;
    fadedForecast += other.fadedForecast;
  }

  /**
   * Turns the volume of all into that of one of them.
   *
   * @param share from 0 to 1
   */
  void scale(double share) {
    for (int slot = 0; slot < SLOTS; slot++) {
      mean[slot] *= share;
    }
    count *= share;
    seen *= share;
    fadedCount *= share;
    fadedForecast *= share;
    if (hour != Long.MIN_VALUE) {
      forecast();
    }
  }

  /** Writes all of it. */
  void write(RecordBytes out) {
    out.putLong(started);
    out.putLong(hour);
    out.put(whole ? 1 : 0);
    for (double value : new double[] {count, seen, fadedCount, fadedForecast}) {
      out.putDouble(value);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      out.putFloats(new float[] {(float) mean[slot], (float) weeks[slot]});
    }
  }

  /** Reads what {@link #write} wrote. */
  static HourlyVolume read(DataInput in) throws IOException {
    HourlyVolume volume = new HourlyVolume();
    volume.started = in.readLong();
    volume.hour = in.readLong();
    volume.whole = in.readByte() == 1;
    volume.count = in.readDouble();
    volume.seen = in.readDouble();
    volume.fadedCount = in.readDouble();
    volume.fadedForecast = in.readDouble();
    for (int slot = 0; slot < SLOTS; slot++) {
      volume.mean[slot] = in.readFloat();
      volume.weeks[slot] = in.readFloat();
      volume.known |= volume.weeks[slot] > 0;
    }
    return volume;
  }

  /** The hour is over: compare it with its forecast, and learn from it. */
  private void close() {
    if (whole) {
      fadedCount = fadedCount * FADE + count;
      fadedForecast = fadedForecast * FADE + currentForecast;
      int slot = (int) Math.floorMod(hour, (long) SLOTS);
      mean[slot] += (count - mean[slot]) * Math.max(LEARN, 1 / (weeks[slot] + 1));
      weeks[slot]++;
      known = true;
    }
  }

  private void forecast() {
    currentForecast = expected(hour);
    laterForecast = 0;
    for (long later = hour + 1; Math.floorMod(later, DAY_HOURS) != 0; later++) {
      laterForecast += expected(later);
    }
  }

  private double level(long time) {
    double prior = PRIOR_HOURS * currentForecast;
    double forecast = fadedForecast + (whole ? currentForecast * elapsed(time) : 0);
    double counted = fadedCount + (whole ? count : 0);
    return prior + forecast == 0 ? 1 : (counted + prior) / (forecast + prior);
  }

  private double elapsed(long time) {
    return Math.max(0, Math.min(1, (time - hour * HOUR) / (double) HOUR));
  }

  private double expected(long absoluteHour) {
    int slot = (int) Math.floorMod(absoluteHour, (long) SLOTS);
    if (weeks[slot] > 0) {
      return mean[slot];
    }
    double sameHour = mean(slot % DAY_HOURS, DAY_HOURS);
    return sameHour > 0 ? sameHour : mean(0, 1);
  }

  private double mean(int first, int step) {
    double sum = 0;
    int filled = 0;
    for (int slot = first; slot < SLOTS; slot += step) {
      if (weeks[slot] > 0) {
        sum += mean[slot];
        filled++;
      }
    }
    return filled == 0 ? 0 : sum / filled;
  }
}
