package io.alcedo.training.monitor;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one hour's vectors and scores looked like, or those that one subtask saw. Immutable.
 *
 * @param hour whole hours since 1970 UTC, by event time
 * @param features the counts of each feature by its name, in the vector's order
 * @param scores the counts of the log-odds of the scores by the version that decided
 */
public record HourSummary(
    long hour, Map<String, ValueCounts> features, Map<String, ValueCounts> scores) {
  private static final int FORMAT = 1;

  /** Keeps the order. */
  public HourSummary {
    features = new LinkedHashMap<>(features);
    scores = new LinkedHashMap<>(scores);
  }

  /** Returns how many vectors it was made of. */
  public long vectors() {
    return features.values().stream().mapToLong(counts -> (long) counts.total()).max().orElse(0);
  }

  /** Returns the sum of two parts of the same hour. */
  public HourSummary plus(HourSummary other) {
    if (hour != other.hour) {
      throw new IllegalArgumentException(
          "Parts of one hour are added: hour=" + hour + ", other=" + other.hour);
    }
    return new HourSummary(hour, sum(features, other.features), sum(scores, other.scores));
  }

  /** Returns its bytes, in a format with a version. */
  public byte[] toBytes() {
    RecordBytes out = new RecordBytes();
    out.put(FORMAT);
    out.putSigned(hour);
    write(features, out);
    write(scores, out);
    return out.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException where the bytes are of another format, or none
   */
  public static HourSummary of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of an hour's summary is " + FORMAT + ": format=" + format);
    }
    return new HourSummary(VarInts.readSigned(in), read(in), read(in));
  }

  private static Map<String, ValueCounts> sum(
      Map<String, ValueCounts> one, Map<String, ValueCounts> other) {
    Map<String, ValueCounts> sum = new LinkedHashMap<>(one);
    other.forEach(
        (name, counts) -> sum.merge(name, counts, (mine, theirs) -> mine.plus(1, theirs, 1)));
    return sum;
  }

  private static void write(Map<String, ValueCounts> counts, RecordBytes out) {
    out.putVarint(counts.size());
    counts.forEach(
        (name, values) -> {
          out.putText(name);
          values.write(out);
        });
  }

  private static Map<String, ValueCounts> read(DataInputStream in) throws IOException {
    Map<String, ValueCounts> counts = new LinkedHashMap<>();
    for (long left = VarInts.readUnsigned(in); left > 0; left--) {
      counts.put(VarInts.readText(in), ValueCounts.read(in));
    }
    return counts;
  }
}
