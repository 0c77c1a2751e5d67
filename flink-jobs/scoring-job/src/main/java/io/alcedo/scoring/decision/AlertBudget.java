package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.registry.Assignment;
import io.alcedo.schema.Decision;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
public final class AlertBudget implements AlertThresholds {
  private static final int FORMAT = 1;
  private static final long DAY = 24 * HourlyVolume.HOUR;
  private static final double SURGE_SHARE = 0.02;
  private static final double SURGE_ALERTS = 3;
  private static final double MOST_SURGE = 6;
  private static final double HORIZON_ALERTS = 40;
  private static final double PRIOR_ALERTS = 4;
  private static final double SHORTEST_REST = 0.01;
  private static final double LEAST_SCORES = 100;
  private static final int MOST_MODELS = Assignment.MOST_SHADOWS + 4; // more than a line-up

  private final int subtasks;
  private final double alertsPerDay;
  private final HourlyVolume volume = new HourlyVolume();
  private final Map<String, ScoreSketch> sketches = new LinkedHashMap<>(MOST_MODELS, 0.75f, true);
  private String deciding = "";
  private String decidedBefore = "";
  private boolean ruling;
  private long now = Long.MIN_VALUE;
  private long day = Long.MIN_VALUE;
  private double alerts;
  private double surge;

  /**
   * Makes a budget that has seen nothing.
   *
   * @param alertsPerDay how many alerts a day in UTC is to bring in all subtasks together, above 0
   * @param subtasks how many there are; each has an equal part
   */
  public AlertBudget(double alertsPerDay, int subtasks) {
    if (!(alertsPerDay > 0)) {
      throw new IllegalArgumentException("alertsPerDay is above 0: value=" + alertsPerDay);
    }
    if (subtasks < 1) {
      throw new IllegalArgumentException("subtasks is at least 1: value=" + subtasks);
    }
    this.subtasks = subtasks;
    this.alertsPerDay = alertsPerDay / subtasks;
  }

  /**
   * {@inheritDoc} Those of its bundle hold until a hundred scores are known; from then on the
   * review threshold is the budget's, and the decline threshold the higher one of both.
   */
  @Override
  public Thresholds current(String version, Thresholds stated, long nowMillis) {
    advance(nowMillis);
    if (!version.equals(deciding)) {
      decidedBefore = deciding;
      deciding = version;
    }
    ScoreSketch sketch = sketches.get(version);
    ruling = sketch != null && sketch.size() >= LEAST_SCORES;
    if (sketch == null || !ruling) {
      return stated;
    }
    double review = sketch.atMostAbove(share() * Math.exp(-surge / tolerance()));
    return new Thresholds(review, Math.max(review, stated.decline()));
  }

  /**
   * {@inheritDoc} A decision counts whatever made it; where no model answered, the score is NaN.
   */
  @Override
  public void observed(String version, double score, @Nullable Decision decision, long nowMillis) {
    advance(nowMillis);
    if (!Double.isNaN(score)) {
      ScoreSketch sketch = sketches.get(version);
      (sketch == null ? newcomer(version) : sketch).add(score, horizon());
    }
    if (decision != null) {
      double alert = decision == Decision.APPROVE ? 0 : 1;
      if (ruling) {
        double most = MOST_SURGE * tolerance();
        surge = Math.max(-most, Math.min(most, surge + alert - share()));
      }
      alerts += alert;
      volume.add(now);
    }
  }

  /** {@inheritDoc} The format has a version. */
  @Override
  public byte[] snapshot() {
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
   * {@inheritDoc} Every subtask takes its part of what all of them knew, however many they were.
   *
   * @throws IllegalArgumentException where the bytes are not those of a snapshot
   */
  @Override
  public void restore(Iterable<byte[]> snapshots) {
    for (byte[] snapshot : snapshots) {
      if (snapshot.length > 0) {
        try {
          addAll(snapshot);
        } catch (IOException e) {
          throw new IllegalArgumentException("A snapshot of an alert budget can be read", e);
        }
      }
    }
    double share = 1.0 / subtasks;
    alerts *= share;
    surge *= share;
    volume.scale(share);
    sketches.values().forEach(sketch -> sketch.scale(share));
  }

  /** Returns how many alerts the day has brought here. */
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

  private void addAll(byte[] snapshot) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of an alert budget is " + FORMAT + ": format=" + format);
    }
    long itsNow = in.readLong();
    long itsDay = in.readLong();
    double itsAlerts = in.readDouble();
    alerts = (day >= itsDay ? alerts : 0) + (itsDay >= day ? itsAlerts : 0);
    surge += in.readDouble();
    String itsDeciding = VarInts.readText(in);
    deciding = itsNow >= now ? itsDeciding : deciding;
    now = Math.max(now, itsNow);
    day = Math.max(day, itsDay);
    volume.addAll(HourlyVolume.read(in));
    long models = VarInts.readUnsigned(in);
    for (long i = 0; i < models; i++) {
      String version = VarInts.readText(in);
      ScoreSketch sketch = ScoreSketch.read(in);
      sketches.computeIfAbsent(version, missing -> new ScoreSketch()).addAll(sketch, sketch.size());
    }
  }

  private ScoreSketch newcomer(String version) {
    ScoreSketch sketch = new ScoreSketch();
    ScoreSketch before = sketches.get(version.equals(deciding) ? decidedBefore : deciding);
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
