package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts, by day and by the version that decided, what became of scored transactions, and says how
 * good each version was on the days whose verdicts are in.
 *
 * <p>Scores and verdicts may come in any order. A verdict that changes is taken back first, so that
 * each transaction counts with its latest one. Parts of different subtasks add up ({@link
 * #addAll}). Days are those of the transactions, in UTC; {@value #MOST_DAYS} are kept, and {@value
 * #MOST_VERSIONS} versions of a day. Not thread-safe; about 300 bytes a day and version.
 *
 * <p>A transaction that nobody reported counts as genuine once its day is mature: that is what
 * calibration and recall rest on. One that was declined can hardly be reported, so calibration
 * leaves those out; precision asks only alerts that got a verdict.
 */
public final class QualityMonitor {
  private static final int FORMAT = 1;
  private static final int MOST_DAYS = 200;
  private static final int MOST_VERSIONS = 8;
  private static final int JUDGED_DAYS = 28;
  private static final int DISPERSION_DAYS = 7;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final TreeMap<Long, TreeMap<String, QualityCell>> days = new TreeMap<>();
  private LabelDelays delays = new LabelDelays();

  /** Makes a monitor that has seen nothing. */
  public QualityMonitor() {}

  /** What a transaction is held to be. */
  public enum Truth {
    /** Nobody knows. */
    UNKNOWN,
    /** It was fraud. */
    FRAUD,
    /** It was the holder's own. */
    GENUINE
  }

  /**
   * How a transaction was decided.
   *
   * @param version the model that decided
   * @param eventTime the transaction's time, in milliseconds since 1970 UTC
   * @param score the probability of fraud
   * @param alert whether it was put before people
   * @param declined whether it was refused
   */
  public record Decided(
      String version, long eventTime, double score, boolean alert, boolean declined) {}

  /** Counts a transaction that a model decided. */
  public void scored(Decided decided) {
    cell(decided).scored(decided.score(), decided.alert(), !decided.declined());
  }

  /**
   * Counts what a transaction is held to be from now on.
   *
   * @param previous what it was held to be before
   */
  public void judged(Decided decided, Truth truth, Truth previous) {
    count(decided, previous, -1);
    count(decided, truth, 1);
  }

  /**
   * Notes how long the first label of a transaction took.
   *
   * @param eventTime the transaction's time, in milliseconds since 1970 UTC
   * @param knownAt when its label became known, likewise
   */
  public void labelled(long eventTime, long knownAt) {
    delays.add((knownAt - eventTime) / 1000.0, Math.floorDiv(knownAt, DAY_MILLIS));
  }

  /** Adds what another one counted. */
  public void addAll(QualityMonitor other) {
    other.days.forEach(
        (day, versions) -> versions.forEach((version, cell) -> cell(day, version).addAll(cell)));
    delays.addAll(other.delays);
  }

  /** Returns whether it has counted nothing. */
  public boolean isEmpty() {
    return days.isEmpty() && delays.count() == 0;
  }

  /** Returns the delay in seconds below which a share of the first labels came; NaN without any. */
  public double labelDelaySeconds(double share) {
    return delays.quantile(share);
  }

  /**
   * Says how good each version was on the last 28 days that are mature, by version.
   *
   * @param now the job's clock, in milliseconds since 1970 UTC
   * @param maturity how long after its end a day's verdicts are in
   */
  public List<ModelQuality> report(long now, Duration maturity) {
    long last = Math.floorDiv(now - maturity.toMillis(), DAY_MILLIS) - 1;
    long first = last - JUDGED_DAYS + 1;
    Map<String, TreeMap<Long, QualityCell>> byVersion = new TreeMap<>();
    days.subMap(first, true, last, true)
        .forEach(
            (day, versions) ->
                versions.forEach(
                    (version, cell) ->
                        byVersion
                            .computeIfAbsent(version, absent -> new TreeMap<>())
                            .put(day, cell)));
    List<ModelQuality> report = new ArrayList<>();
    byVersion.forEach((version, cells) -> report.add(quality(version, cells)));
    return report;
  }

  /** Returns all that it knows, in a format with a version. */
  public byte[] toBytes() {
    RecordBytes out = new RecordBytes();
    out.put(FORMAT);
    delays.write(out);
    out.putVarint(days.size());
    days.forEach(
        (day, versions) -> {
          out.putSigned(day);
          out.putVarint(versions.size());
          versions.forEach(
              (version, cell) -> {
                out.putText(version);
                cell.write(out);
              });
        });
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException where the bytes are of another format, or none
   */
  public static QualityMonitor of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of a quality monitor is " + FORMAT + ": format=" + format);
    }
    QualityMonitor monitor = new QualityMonitor();
    monitor.delays = LabelDelays.read(in);
    for (long left = VarInts.readUnsigned(in); left > 0; left--) {
      TreeMap<String, QualityCell> versions = new TreeMap<>();
      monitor.days.put(VarInts.readSigned(in), versions);
      for (long more = VarInts.readUnsigned(in); more > 0; more--) {
        versions.put(VarInts.readText(in), QualityCell.read(in));
      }
    }
    return monitor;
  }

  private void count(Decided decided, Truth truth, int more) {
    QualityCell cell = cell(decided);
    if (truth == Truth.FRAUD) {
      cell.fraud(decided.score(), decided.alert(), !decided.declined(), more);
    } else if (truth == Truth.GENUINE && decided.alert()) {
      cell.falseAlert(more);
    }
  }

  private QualityCell cell(Decided decided) {
    return cell(Math.floorDiv(decided.eventTime(), DAY_MILLIS), decided.version());
  }

  private QualityCell cell(long day, String version) {
    TreeMap<String, QualityCell> versions = days.computeIfAbsent(day, absent -> new TreeMap<>());
    QualityCell cell = versions.computeIfAbsent(version, absent -> new QualityCell());
    if (versions.size() > MOST_VERSIONS) {
      versions.pollFirstEntry();
    }
    if (days.size() > MOST_DAYS) {
      days.pollFirstEntry();
    }
    return cell;
  }

  private static ModelQuality quality(String version, TreeMap<Long, QualityCell> cells) {
    QualityCell sum = new QualityCell();
    cells.values().forEach(sum::addAll);
    double dispersion = dispersion(cells, sum);
    List<ModelQuality.Group> groups = new ArrayList<>();
    for (int group = 0; group < QualityCell.GROUPS.length; group++) {
      groups.add(
          new ModelQuality.Group(
              QualityCell.GROUPS[group],
              sum.rows[group],
              sum.expected[group],
              sum.frauds[group],
              Estimate.ratio(sum.frauds[group], sum.expected[group], dispersion)));
    }
    return new ModelQuality(
        version,
        cells.firstKey(),
        cells.lastKey(),
        sum.scored,
        sum.alerts,
        Estimate.share(sum.alertFrauds, sum.alertFrauds + sum.alertGenuines),
        Estimate.share(sum.alertFrauds, sum.alertFrauds + sum.otherFrauds),
        Estimate.ratio(sum.frauds(), sum.expected(), dispersion),
        groups);
  }

  /** How much more the frauds of a day vary than a Poisson's; 1 where too few days are known. */
  private static double dispersion(TreeMap<Long, QualityCell> cells, QualityCell sum) {
    double ratio = sum.frauds() / sum.expected();
    if (cells.size() < DISPERSION_DAYS || !(ratio > 0)) {
      return 1;
    }
    double squares = 0;
    for (QualityCell cell : cells.values()) {
      double expected = cell.expected() * ratio;
      squares += expected > 0 ? Math.pow(cell.frauds() - expected, 2) / expected : 0;
    }
    return squares / (cells.size() - 1);
  }
}
