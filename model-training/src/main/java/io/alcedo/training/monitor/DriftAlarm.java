package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.IOException;
import java.util.Locale;

/**
 * A difference from earlier weeks that chance does not explain, in the hour in which it was first
 * seen. Immutable.
 *
 * @param feature its name, or {@link DriftMonitor#SCORE}
 * @param hour the hour's number since 1970 UTC
 * @param statistic what differs
 * @param comparison by how much
 * @param probability how likely chance alone makes as much of it
 */
public record DriftAlarm(
    String feature,
    long hour,
    Comparison.Statistic statistic,
    Comparison comparison,
    double probability) {

  /** Returns what happened, in words, with figures. */
  public String text() {
    String what =
        switch (statistic) {
          case SHIFT ->
              String.format(
                  Locale.ROOT,
                  "values are %s: shift=%.3f, median=%.4g, usual=%.4g",
                  comparison.shift() > 0 ? "larger" : "smaller",
                  comparison.shift(),
                  comparison.median(),
                  comparison.usualMedian());
          case MISSING ->
              String.format(
                  Locale.ROOT,
                  "%s vectors lack a value: difference=%.3f",
                  comparison.missing() > 0 ? "more" : "fewer",
                  comparison.missing());
          case PSI ->
              String.format(Locale.ROOT, "values are spread otherwise: psi=%.3f", comparison.psi());
        };
    return String.format(
        Locale.ROOT, "%s: %s, hours=%d, p=%.1e", feature, what, comparison.hours(), probability);
  }

  void write(RecordBytes out) {
    out.putText(feature);
    out.putSigned(hour);
    out.put(statistic.ordinal());
    out.putVarint(comparison.hours());
    out.putVarint(comparison.values());
    for (double figure :
        new double[] {
          comparison.shift(),
          comparison.missing(),
          comparison.psi(),
          comparison.median(),
          comparison.usualMedian(),
          probability
        }) {
      out.putDouble(figure);
    }
  }

  static DriftAlarm read(DataInput in) throws IOException {
    String feature = VarInts.readText(in);
    long hour = VarInts.readSigned(in);
    int statistic = in.readByte();
    if (statistic < 0 || statistic >= Comparison.Statistic.values().length) {
      throw new IOException("A statistic is a known one: statistic=" + statistic);
    }
    Comparison comparison =
        new Comparison(
            (int) VarInts.readUnsigned(in),
            VarInts.readUnsigned(in),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble());
    Comparison.Statistic what = Comparison.Statistic.values()[statistic];
    return new DriftAlarm(feature, hour, what, comparison, in.readDouble());
  }
}
