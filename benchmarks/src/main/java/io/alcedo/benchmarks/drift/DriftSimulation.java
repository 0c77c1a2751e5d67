package io.alcedo.benchmarks.drift;

import io.alcedo.training.monitor.DriftAlarm;
import io.alcedo.training.monitor.DriftMonitor;
import io.alcedo.training.monitor.DriftSettings;
import io.alcedo.training.monitor.HourCounter;
import io.alcedo.training.monitor.HourSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Counts false alarms of {@link DriftMonitor} over quiet weeks, and how many of the changes that it
 * promises to notice it notices within six hours.
 *
 * <pre>{@code benchmarks/drift [VECTORS_A_DAY [RUNS [FIRST_SEED]]]}</pre>
 */
public final class DriftSimulation {
  private static final int WEEK = 7 * 24;

  /** Alarms may come from the third week on; a change is tried after as many as fill the noise. */
  private static final int WARM_WEEKS = 6;

  private static final int QUIET_HOURS = 30 * 24;
  private static final int ONSETS = 16;
  private static final int NOTICED_WITHIN = 6;
  private static final double LOST = 0.05;
  private static final float FACTOR = 1.1f;

  private final double vectorsPerDay;
  private final int warmWeeks;
  private final int quietHours;
  private final int onsets;

  private final boolean[] incomplete = new boolean[DriftTraffic.FEATURES];

  /** How many of the changes that were tried were noticed. */
  record Noticed(int noticed, int of) {
    Noticed and(boolean one) {
      return new Noticed(noticed + (one ? 1 : 0), of + 1);
    }

    @Override
    public String toString() {
      return noticed + " of " + of;
    }
  }

  /**
   * What one run saw.
   *
   * @param complete losses of features that otherwise have a value in every vector
   * @param partial losses of features that lack one in a third or more of the vectors anyway
   * @param scaled times that all amounts were scaled
   */
  record Result(long seed, int falseAlarms, Noticed complete, Noticed partial, Noticed scaled) {}

  DriftSimulation(double vectorsPerDay, int warmWeeks, int quietHours, int onsets) {
    this.vectorsPerDay = vectorsPerDay;
    this.warmWeeks = warmWeeks;
    this.quietHours = quietHours;
    this.onsets = onsets;
  }

  /** Runs the simulation and prints a table in Markdown. */
  public static void main(String[] arguments) throws IOException {
    double vectors = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 200_000;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    System.out.println(
        "| vectors a day | seed | false alarms in 30 days | 5 % NaN: complete features"
            + " | 5 % NaN: others | amounts x 1.1 |");
    System.out.println("|--:|--:|--:|--:|--:|--:|");
    DriftSimulation simulation = new DriftSimulation(vectors, WARM_WEEKS, QUIET_HOURS, ONSETS);
    for (int run = 0; run < runs; run++) {
      Result result = simulation.run(seed + run);
      System.out.printf(
          Locale.ROOT,
          "| %,.0f | %d | %d | %s | %s | %s |%n",
          vectors,
          result.seed(),
          result.falseAlarms(),
          result.complete(),
          result.partial(),
          result.scaled());
    }
  }

  Result run(long seed) throws IOException {
    DriftTraffic traffic = new DriftTraffic(seed, vectorsPerDay);
    DriftMonitor monitor = new DriftMonitor(DriftSettings.standard());
    int hour = 0;
    int falseAlarms = 0;
    for (; hour < warmWeeks * WEEK + quietHours; hour++) {
      List<DriftAlarm> alarms = monitor.add(summary(traffic, hour));
      if (hour >= warmWeeks * WEEK) {
        falseAlarms += alarms.size();
      }
    }
    Noticed complete = new Noticed(0, 0);
    Noticed partial = new Noticed(0, 0);
    Noticed scalings = new Noticed(0, 0);
    SplittableRandom random = new SplittableRandom(seed);
    for (int onset = 0; onset < onsets; onset++) {
      for (int quiet = 3 + random.nextInt(24); quiet > 0; quiet--) {
        monitor.add(summary(traffic, hour++));
      }
      byte[] before = monitor.toBytes();
      DriftMonitor losing = DriftMonitor.of(DriftSettings.standard(), before);
      DriftMonitor scaled = DriftMonitor.of(DriftSettings.standard(), before);
      Set<String> noticed = new HashSet<>(losing.open());
      boolean amounts = false;
      for (int i = 0; i < NOTICED_WITHIN; i++, hour++) {
        List<HourSummary> all = summaries(traffic, hour, random);
        monitor.add(all.get(0));
        losing.add(all.get(1)).forEach(alarm -> noticed.add(alarm.feature()));
        for (DriftAlarm alarm : scaled.add(all.get(2))) {
          amounts |= alarm.feature().contains("amount");
        }
      }
      for (int place = 0; place < DriftTraffic.FEATURES; place++) {
        boolean found = noticed.contains(DriftTraffic.names().get(place));
        complete = incomplete[place] ? complete : complete.and(found);
        partial = incomplete[place] ? partial.and(found) : partial;
      }
      scalings = scalings.and(amounts);
    }
    return new Result(seed, falseAlarms, complete, partial, scalings);
  }

  private static HourSummary summary(DriftTraffic traffic, int hour) {
    HourCounter counter = new HourCounter(hour, DriftTraffic.names());
    traffic.hour(hour, counter::addVector);
    return counter.summary();
  }

  /** The same hour as it is, with every feature lost now and then, and with amounts scaled. */
  private List<HourSummary> summaries(DriftTraffic traffic, int hour, SplittableRandom random) {
    HourCounter quiet = new HourCounter(hour, DriftTraffic.names());
    HourCounter losing = new HourCounter(hour, DriftTraffic.names());
    HourCounter scaled = new HourCounter(hour, DriftTraffic.names());
    float[] changed = new float[DriftTraffic.FEATURES];
    traffic.hour(
        hour,
        vector -> {
          quiet.addVector(vector);
          for (int place = 0; place < changed.length; place++) {
            incomplete[place] |= Float.isNaN(vector[place]);
            changed[place] = random.nextDouble() < LOST ? Float.NaN : vector[place];
          }
          losing.addVector(changed);
          for (int place = 0; place < changed.length; place++) {
            changed[place] =
                place < DriftTraffic.AMOUNTS
                    ? vector[place] * FACTOR
                    : place < DriftTraffic.AMOUNTS + DriftTraffic.LOG_AMOUNTS
                        ? vector[place] + (float) Math.log(FACTOR)
                        : vector[place];
          }
          scaled.addVector(changed);
        });
    return new ArrayList<>(List.of(quiet.summary(), losing.summary(), scaled.summary()));
  }
}
