package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares features and scores, hour by hour, with the same hours of earlier weeks, and says when
 * they are no longer what they were.
 *
 * <p><b>What is compared.</b> Each hour, and the last six together, with the mean of the same hours
 * of the week before, of which the latest week counts a third and the one w weeks before it
 * (2/3)<sup>w</sup> of that: worth five weeks. Three figures each: {@link Comparison}.
 *
 * <p><b>What is noise.</b> Not the textbook's: vectors of one card resemble each other, rain moves
 * a whole day. Each figure is divided by what chance would make of independent vectors, and what
 * remains by its own root mean square over the comparisons of the last eight weeks, by part of the
 * day ({@link NoiseScale}): how far off earlier weeks were as a forecast of later ones. That ratio
 * is held against Student's t distribution with as many degrees of freedom as those weeks have
 * days. A level is spent on each test so that all tests of 30 days together, over all features,
 * statistics and windows, expect the stated number of false alarms (Bonferroni's inequality, which
 * holds however they depend on each other).
 *
 * <p><b>The first weeks.</b> In the first week there is nothing to compare with; in the second,
 * differences only teach what is noise, so that no alarm comes before the third. From then on few
 * degrees of freedom demand far more deviations than later: 13 after a week of comparisons, 8 after
 * two, 5.4 after eight.
 *
 * <p><b>An alarm</b> is raised once and stays open until twelve hours in a row are usual. Its hours
 * are kept out of reference and noise, until in the third week they are taken for the new normal. A
 * version's scores are compared with that version's only: after a swap they begin anew.
 *
 * <p>Not thread-safe. Memory: six bytes for each bin in use of each hour of the week and feature:
 * with 40 bins in use 2.5 MB for 60 features, and never more than 2 MB a feature.
 */
public final class DriftMonitor {
  /** The name of the score among the features. */
  public static final String SCORE = "(score)";

  private static final int FORMAT = 1;
  private static final int MOST_ALARMS = 20;

  private final DriftSettings settings;
  private final Map<String, FeatureTrack> tracks = new LinkedHashMap<>();
  private final Deque<DriftAlarm> alarms = new ArrayDeque<>();
  private String scoring = "";
  private long hour = Long.MIN_VALUE;

  /** Makes a monitor that has seen nothing. */
  public DriftMonitor(DriftSettings settings) {
    this.settings = settings;
  }

  /**
   * Compares an hour that is over.
   *
   * @param summary later than all before; an hour that is not is left aside
   * @return the alarms that begin with it
   */
  public List<DriftAlarm> add(HourSummary summary) {
    if (summary.hour() <= hour) {
      return List.of();
    }
    hour = summary.hour();
    List<DriftAlarm> begun = new ArrayList<>();
    double level = settings.level(summary.features().size() + 1);
    summary.features().forEach((name, counts) -> add(name, counts, level, begun));
    String version = mostUsed(summary.scores());
    if (version != null) {
      if (!version.equals(scoring)) {
        scoring = version;
        tracks.remove(SCORE);
      }
      ValueCounts scores = summary.scores().getOrDefault(version, ValueCounts.EMPTY);
      add(SCORE, scores, level, begun);
    }
    alarms.addAll(begun);
    while (alarms.size() > MOST_ALARMS) {
      alarms.removeFirst();
    }
    return begun;
  }

  /** Returns the last comparison over six hours of each feature that has one. */
  public Map<String, Comparison> latest() {
    Map<String, Comparison> latest = new LinkedHashMap<>();
    tracks.forEach(
        (name, track) -> {
          Comparison comparison = track.latest();
          if (comparison != null) {
            latest.put(name, comparison);
          }
        });
    return latest;
  }

  /** Returns the features with an open alarm. */
  public List<String> open() {
    return tracks.entrySet().stream()
        .filter(entry -> entry.getValue().open())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the latest alarms, twenty at most, newest last. */
  public List<DriftAlarm> alarms() {
    return List.copyOf(alarms);
  }

  /** Returns the number of the last hour that was compared, since 1970 UTC. */
  public long hour() {
    return hour;
  }

  /** Returns all that it knows, in a format with a version. */
  public byte[] toBytes() {
    RecordBytes out = new RecordBytes();
    out.put(FORMAT);
    out.putLong(hour);
    out.putText(scoring);
    out.putVarint(tracks.size());
    tracks.forEach(
        (name, track) -> {
          out.putText(name);
          track.write(out);
        });
    out.putVarint(alarms.size());
    alarms.forEach(alarm -> alarm.write(out));
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException where the bytes are of another format, or none
   */
  public static DriftMonitor of(DriftSettings settings, byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of a drift monitor is " + FORMAT + ": format=" + format);
    }
    DriftMonitor monitor = new DriftMonitor(settings);
    monitor.hour = in.readLong();
    monitor.scoring = VarInts.readText(in);
    for (long left = VarInts.readUnsigned(in); left > 0; left--) {
      monitor.tracks.put(VarInts.readText(in), FeatureTrack.read(in));
    }
    for (long left = VarInts.readUnsigned(in); left > 0; left--) {
      monitor.alarms.add(DriftAlarm.read(in));
    }
    return monitor;
  }

  private void add(String name, ValueCounts counts, double level, List<DriftAlarm> begun) {
    FeatureTrack track = tracks.computeIfAbsent(name, absent -> new FeatureTrack());
    FeatureTrack.Finding found = track.add(hour, counts, level, settings);
    if (found != null) {
      begun.add(
          new DriftAlarm(name, hour, found.statistic(), found.comparison(), found.probability()));
    }
  }

  private static @Nullable String mostUsed(Map<String, ValueCounts> scores) {
    String most = null;
    double count = 0;
    for (Map.Entry<String, ValueCounts> entry : scores.entrySet()) {
      if (entry.getValue().present() > count) {
        most = entry.getKey();
        count = entry.getValue().present();
      }
    }
    return most;
  }
}
