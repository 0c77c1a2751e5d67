package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Thresholds that move so that a stated number of transactions a day is put before people.
 *
 * <p><b>What is aimed at.</b> At any time the probability of an alert is to be what is left of the
 * day's budget over the transactions that the rest of the day will bring ({@link HourlyVolume}).
 * The review threshold is the score that this share of the latest scores of the deciding model lies
 * at or above ({@link ScoreSketch}). Each model has a sketch of its own, which its scores as a
 * shadow fill too, so that a swap begins with a threshold of its own; a model that nobody has seen
 * begins with the sketch of the one before, which its own scores soon outweigh.
 *
 * <p><b>What holds it.</b> Forecasts and sketches are late where scores jump: in an attack, or with
 * a model whose scores are other ones. So the share is multiplied by exp(−b/β), where b is how many
 * more alerts there were than were aimed at: multiplicative weights, as adaptive conformal
 * inference uses them to keep a rate whatever the distribution does (Gibbs and Candès, "Adaptive
 * Conformal Inference Under Distribution Shift", NeurIPS 2021; Zaffran et al., ICML 2022). A surge
 * of f times as many high scores comes to rest after β·ln f alerts too many, with β = 2 % of the
 * day's number, and those are taken off the rest of the day.
 *
 * <p>Declines are alerts too, and the decline threshold is never below that of reviews: where
 * declines alone would exceed the budget, it rises with it. Without a clock of its own and not
 * thread-safe: each subtask has one, with its part of the number. About 16 KiB and 12 KiB a model.
 */
final class AlertBudget {
  private static final int FORMAT = 1;
  private static final long DAY = 24 * HourlyVolume.HOUR;
  private static final double SURGE_SHARE = 0.02;
  private static final double SURGE_ALERTS = 3;
  private static final double MOST_SURGE = 6;
  private static final double HORIZON_ALERTS = 40;
  private static final double PRIOR_ALERTS = 4;
  private static final double SHORTEST_REST = 0.01;
  private static final double LEAST_SCORES = 100;
  private static final int MOST_MODELS = 8;

  private final double alertsPerDay;
  private final HourlyVolume volume = new HourlyVolume();
  private final Map<String, ScoreSketch> sketches =
      new LinkedHashMap<>(MOST_MODELS, 0.75f, true);
  private String deciding = "";
  private long now = Long.MIN_VALUE;
  private long day = Long.MIN_VALUE;
  private double alerts;
  private double surge;

  /**
   * Makes a budget that has seen nothing.
   *
   * @param alertsPerDay how many alerts a day in UTC is to bring, above 0
   */
  AlertBudget(double alertsPerDay) {
    if (!(alertsPerDay > 0)) {
      throw new IllegalArgumentException("alertsPerDay is above 0: value=" + alertsPerDay);
    }
    this.alertsPerDay = alertsPerDay;
  }

  /**
   * Returns the thresholds that hold now.
   *
   * @param version the model that decides
   * @param own the thresholds without a budget; the decline threshold is never below its own
   * @param time the job's clock, in milliseconds since 1970 UTC; earlier than before means now
   */
  Thresholds thresholds(String version, Thresholds own, long time) {
    advance(time);
    deciding = version;
    ScoreSketch sketch = sketches.get(version);
    if (sketch == null || sketch.size() < LEAST_SCORES) {
      return own;
    }
    double review = sketch.atMostAbove(share() * Math.exp(-surge / tolerance()));
    return new Thresholds(review, Math.max(review, own.decline()));
  }

  /**
   * Notes a score that a model gave, whether it decided or only shadowed.
   *
   * @param score from 0 to 1
   */
  void scored(String version, double score) {
    ScoreSketch sketch = sketches.get(version);
    if (sketch == null) {
      sketch = newcomer(version);
    }
    sketch.add(score, horizon());
  }

  /** Notes a decision, by whatever made it. */
  void decided(boolean alert, long time) {
    advance(time);
    double share = share();
    volume.add(now);
    alerts += alert ? 1 : 0;
    double most = MOST_SURGE * tolerance();
    surge = Math.max(-most, Math.min(most, surge + (alert ? 1 : 0) - share));
  }

  /** Returns all of it as bytes, in a format with a version. */
  byte[] snapshot() {
    RecordBytes out = new RecordBytes();
    out.put(FORMAT);
    out.putLong(now);
    out.putLong(day);
    out.putDouble(alerts);
    out.putDouble(surge);
    out.putText(deciding);
    volume.write(out);
    out.putVarint(sketches.size());
    sketches.forEach(
        (version, sketch) -> {
          out.putText(version);
          sketch.write(out);
        });
    return out.toByteArray();
  }

  /**
   * Makes the budget of one of several subtasks from what all of them knew before, however many
   * they were.
   *
   * @param alertsPerDay what each of the subtasks is to bring
   * @param snapshots what every subtask's {@link #snapshot} gave
   * @param subtasks how many there are now
   * @throws IOException where the bytes are not those of a snapshot
   */
  static AlertBudget restored(double alertsPerDay, List<byte[]> snapshots, int subtasks)
      throws IOException {
    AlertBudget all = new AlertBudget(alertsPerDay);
    for (byte[] snapshot : snapshots) {
      all.addAll(read(alertsPerDay, snapshot));
    }
    double share = 1.0 / subtasks;
    all.alerts *= share;
    all.surge *= share;
    all.volume.scale(share);
    all.sketches.values().forEach(sketch -> sketch.scale(share));
    return all;
  }

  /** Returns how many alerts the day has brought. */
  double alerts() {
    return alerts;
  }

  /** Returns the share of the rest of the day's transactions that is to be alerts. */
  private double share() {
    double rest = Math.max(volume.remaining(now), SHORTEST_REST * volume.day(now));
    return Math.min(1, Math.max(0, alertsPerDay - alerts) / Math.max(1, rest));
  }

  private double tolerance() {
    return Math.max(SURGE_ALERTS, SURGE_SHARE * alertsPerDay);
  }

  private double horizon() {
    return Math.max(1000, volume.day(now) * Math.max(HORIZON_ALERTS / alertsPerDay, 1 / 24.0));
  }

  private void advance(long time) {
    now = Math.max(now, time);
    volume.advance(now);
    long today = Math.floorDiv(now, DAY);
    if (today != day) {
      boolean first = day == Long.MIN_VALUE;
      alerts = first ? alertsPerDay * Math.floorMod(now, DAY) / DAY : 0;
      day = today;
    }
  }

  private static AlertBudget read(double alertsPerDay, byte[] snapshot) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of an alert budget is " + FORMAT + ": format=" + format);
    }
    AlertBudget budget = new AlertBudget(alertsPerDay);
    budget.now = in.readLong();
    budget.day = in.readLong();
    budget.alerts = in.readDouble();
    budget.surge = in.readDouble();
    budget.deciding = VarInts.readText(in);
    budget.volume.addAll(HourlyVolume.read(in));
    long models = VarInts.readUnsigned(in);
    for (long i = 0; i < models; i++) {
      budget.sketches.put(VarInts.readText(in), ScoreSketch.read(in));
    }
    return budget;
  }

  private void addAll(AlertBudget other) {
    if (other.now >= now) {
      deciding = other.deciding;
    }
    now = Math.max(now, other.now);
    alerts = (day >= other.day ? alerts : 0) + (other.day >= day ? other.alerts : 0);
    day = Math.max(day, other.day);
    surge += other.surge;
    volume.addAll(other.volume);
    other.sketches.forEach(
        (version, sketch) ->
            sketches
                .computeIfAbsent(version, missing -> new ScoreSketch())
                .addAll(sketch, sketch.size()));
  }

  private ScoreSketch newcomer(String version) {
    ScoreSketch sketch = new ScoreSketch();
    ScoreSketch before = sketches.get(deciding);
    if (before != null) {
      double size = PRIOR_ALERTS * volume.day(now) / alertsPerDay;
      sketch.addAll(before, Math.min(before.size(), size));
    }
    sketches.put(version, sketch);
    if (sketches.size() > MOST_MODELS) {
      sketches.remove(sketches.keySet().iterator().next());
    }
    return sketch;
  }
}
