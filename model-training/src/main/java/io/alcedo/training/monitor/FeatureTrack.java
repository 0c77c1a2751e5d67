package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.training.monitor.Comparison.Judged;
import io.alcedo.training.monitor.Comparison.Statistic;
import java.io.DataInput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One feature over the weeks: its mean counts in each hour of the week, its last six hours, and how
 * much it differs from week to week. Not thread-safe.
 */
final class FeatureTrack {
  static final int WINDOW = 6;

  private static final int SLOTS = 7 * 24;
  private static final double MOST_WEEKS = 5;
  private static final double LEARN = 1 / 3.0;
  private static final double LEAST_VECTORS = 50;
  private static final double LEAST_DEGREES = 7;
  private static final double LEAST_PSI_VARIANCE = 0.1;
  private static final long CALM_HOURS = 12;
  private static final int MOST_SKIPPED = 2;
  private static final int[] HOURS = {1, WINDOW};
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final ValueCounts[] usual = new ValueCounts[SLOTS];
  private final float[] weeks = new float[SLOTS];
  private final byte[] skipped = new byte[SLOTS];
  private final ValueCounts[] recent = new ValueCounts[WINDOW];
  private final NoiseScale[][] noise = new NoiseScale[Statistic.values().length][HOURS.length];
  private @Nullable Comparison latest;
  private long openSince = NEVER;
  private long lastBeyond = NEVER;
  private long lastHour = NEVER;

  FeatureTrack() {
    Arrays.fill(usual, ValueCounts.EMPTY);
    Arrays.fill(recent, ValueCounts.EMPTY);
    for (NoiseScale[] scales : noise) {
      Arrays.setAll(scales, i -> new NoiseScale());
    }
  }

  /**
   * Compares an hour with the same ones before, and learns from it.
   *
   * @param hour later than all before
   * @param level the probability below which chance is no explanation
   * @return what begins to be an alarm with it; null where nothing does
   */
  @Nullable Finding add(long hour, ValueCounts counts, double level, DriftSettings settings) {
    learn(hour);
    remember(hour, counts);
    Finding found = null;
    for (int window = 0; window < HOURS.length; window++) {
      Judged judged = compare(hour, HOURS[window]);
      if (judged != null) {
        Finding finding = judge(hour, window, judged, level, settings);
        found = found == null ? finding : found;
        latest = judged.comparison();
      } else {
        for (NoiseScale[] scales : noise) {
          scales[window].skip(hour);
        }
      }
    }
    boolean began = found != null && !open();
    if (began) {
      openSince = hour;
      freeze(hour);
    }
    if (found != null) {
      lastBeyond = hour;
    } else if (hour - lastBeyond >= CALM_HOURS) {
      openSince = NEVER;
    }
    return began ? found : null;
  }

  /** What chance does not explain. */
  record Finding(Statistic statistic, Comparison comparison, double probability) {}

  /** Returns whether an alarm is open. */
  boolean open() {
    return openSince != NEVER;
  }

  /** Returns the last comparison over six hours; null before the second week. */
  @Nullable Comparison latest() {
    return latest;
  }

  private @Nullable Finding judge(
      long hour, int window, Judged judged, double level, DriftSettings settings) {
    Finding found = null;
    for (Statistic statistic : Statistic.values()) {
      NoiseScale scale = noise[statistic.ordinal()][window];
      double difference = difference(statistic, judged);
      if (Double.isNaN(difference)) {
        scale.skip(hour);
        continue;
      }
      boolean psi = statistic == Statistic.PSI;
      double unit = unit(statistic, judged);
      double innovation = scale.innovation(hour, difference);
      double deviations = scale.deviations(hour, innovation, unit, psi ? LEAST_PSI_VARIANCE : 1);
      double degrees = scale.degrees(hour, HOURS[window]);
      double probability = StudentT.bothTails(deviations, degrees) / (psi ? 2 : 1);
      boolean beyond =
          probability < level
              && degrees >= LEAST_DEGREES
              && (deviations > 0 || !psi)
              && settings.matters(statistic, judged.comparison());
      if (beyond && found == null) {
        found = new Finding(statistic, judged.comparison(), probability);
      }
      if (!beyond && !open()) {
        scale.learn(hour, difference, unit, !psi);
      }
    }
    return found;
  }

  /** The index is taken on a logarithmic scale, on which it is spread about evenly. */
  private static double difference(Statistic statistic, Judged judged) {
    Comparison comparison = judged.comparison();
    return switch (statistic) {
      case SHIFT -> judged.shiftVariance() > 0 ? comparison.shift() : Double.NaN;
      case MISSING -> comparison.missing();
      case PSI ->
          judged.psiExpected() > 0
              ? Math.log(Math.max(1e-3, comparison.psi() / judged.psiExpected()))
              : Double.NaN;
    };
  }

  /** The standard deviation that chance alone would give. */
  private static double unit(Statistic statistic, Judged judged) {
    return switch (statistic) {
      case SHIFT -> Math.sqrt(judged.shiftVariance());
      case MISSING -> Math.sqrt(judged.missingVariance());
      case PSI -> 1;
    };
  }

  private @Nullable Judged compare(long hour, int hours) {
    Comparison.Reference reference = new Comparison.Reference(hours);
    for (long then = hour - hours + 1; then <= hour; then++) {
      ValueCounts counts = recent[(int) Math.floorMod(then, (long) WINDOW)];
      int slot = slot(then);
      if (counts.total() > 0 && usual(then).total() > 0) {
        reference.add(counts, usual(then), weeks[slot]);
      }
    }
    return reference.compare(LEAST_VECTORS);
  }

  private void remember(long hour, ValueCounts counts) {
    for (long skipped = Math.max(lastHour + 1, hour - WINDOW + 1); skipped < hour; skipped++) {
      recent[(int) Math.floorMod(skipped, (long) WINDOW)] = ValueCounts.EMPTY;
    }
    recent[(int) Math.floorMod(hour, (long) WINDOW)] = counts;
    lastHour = hour;
  }

  /** From now on the differences from before the alarm are those to take off. */
  private void freeze(long hour) {
    for (NoiseScale[] scales : noise) {
      for (NoiseScale scale : scales) {
        scale.freeze(hour);
      }
    }
  }

  /** Learns from the hours that leave the window, so that no hour is compared with itself. */
  private void learn(long hour) {
    for (long then = Math.max(0, lastHour - WINDOW + 1);
        then <= Math.min(hour - WINDOW, lastHour);
        then++) {
      learn(slot(then), recent[(int) Math.floorMod(then, (long) WINDOW)]);
    }
  }

  /** An alarm's hours teach nothing, until in its third week they are where to begin anew. */
  private void learn(int slot, ValueCounts counts) {
    if (counts.total() == 0) {
      return;
    }
    boolean anew = open() && skipped[slot] == MOST_SKIPPED;
    if (open() && !anew) {
      skipped[slot]++;
      return;
    }
    skipped[slot] = 0;
    double rate = anew ? 1 : Math.max(LEARN, 1 / (weeks[slot] + 1));
    usual[slot] = usual[slot].plus(1 - rate, counts, rate);
    weeks[slot] = anew ? 1 : (float) Math.min(MOST_WEEKS, weeks[slot] + 1);
  }

  private ValueCounts usual(long hour) {
    return usual[slot(hour)];
  }

  private static int slot(long hour) {
    return (int) Math.floorMod(hour, (long) SLOTS);
  }

  void write(RecordBytes out) {
    out.putLong(openSince);
    out.putLong(lastBeyond);
    out.putLong(lastHour);
    for (int slot = 0; slot < SLOTS; slot++) {
      out.putFloats(new float[] {weeks[slot]});
      out.put(skipped[slot]);
      usual[slot].write(out);
    }
    for (ValueCounts counts : recent) {
      counts.write(out);
    }
    for (NoiseScale[] scales : noise) {
      for (NoiseScale scale : scales) {
        scale.write(out);
      }
    }
  }

  static FeatureTrack read(DataInput in) throws IOException {
    FeatureTrack track = new FeatureTrack();
    track.openSince = in.readLong();
    track.lastBeyond = in.readLong();
    track.lastHour = in.readLong();
    for (int slot = 0; slot < SLOTS; slot++) {
      track.weeks[slot] = in.readFloat();
      track.skipped[slot] = in.readByte();
      track.usual[slot] = ValueCounts.read(in);
    }
    for (int i = 0; i < WINDOW; i++) {
      track.recent[i] = ValueCounts.read(in);
    }
    for (NoiseScale[] scales : track.noise) {
      for (int i = 0; i < scales.length; i++) {
        scales[i] = NoiseScale.read(in);
      }
    }
    return track;
  }
}
