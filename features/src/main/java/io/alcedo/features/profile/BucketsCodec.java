package io.alcedo.features.profile;

import java.io.IOException;

/**
 * Writes the buckets' part of a profile's bytes: grain and newest time; the filter classes with
 * what their cells hold, marks and peaks among it; the rows as distance from the row before, span
 * and cells, an empty cell in one byte; for each class its newest event and place; the samples.
 * Stateless.
 */
final class BucketsCodec {
  static final int APPROVED = 1;
  static final int SQUARES = 2;
  static final int RANGE = 4;
  static final int MARKS = 8;
  static final int PEAKS = 16;

  private BucketsCodec() {}

  static void write(Buckets buckets, long newest, ByteWriter out) {
    ProfileShape shape = buckets.shape;
    out.writeUnsigned(shape.grainMillis);
    out.writeSigned(newest - buckets.until);
    out.writeUnsigned(shape.classes.length);
    for (int c = 0; c < shape.classes.length; c++) {
      writeClass(shape, c, out);
    }
    out.writeUnsigned(buckets.rows);
    long before = shape.grain(newest);
    for (int row = buckets.rows - 1; row >= 0; row--) {
      out.writeSigned(before - buckets.to(row));
      out.writeUnsigned(buckets.to(row) - buckets.from(row));
      before = buckets.from(row);
      for (int c = 0; c < shape.classes.length; c++) {
        writeCell(shape, buckets.cells, row, c, out);
      }
    }
    writeNewest(buckets, out);
    writeSamples(buckets, out);
  }

  private static void writeClass(ProfileShape shape, int index, ByteWriter out) {
    FilterClass filter = shape.classes[index];
    out.writeByte(content(shape, index));
    out.writeSigned(filter.types());
    out.writeSigned(filter.channels());
    out.writeUnsigned(filter.states());
    if (filter.readsMarks()) {
      out.writeUnsigned(filter.marked());
      out.writeUnsigned(filter.unmarked());
    }
    int[] peaks = shape.columns.peaks(index);
    if (peaks.length > 0) {
      out.writeUnsigned(peaks.length);
      for (int feature : peaks) {
        out.writeUnsigned(feature);
      }
    }
  }

  /** Returns what the cells of a class hold beside count, sum, frauds and rated events. */
  static int content(ProfileShape shape, int index) {
    FilterClass filter = shape.classes[index];
    return (filter.approved() ? APPROVED : 0)
        | (shape.columns.squares[index] >= 0 ? SQUARES : 0)
        | (shape.columns.range[index] >= 0 ? RANGE : 0)
        | (filter.readsMarks() ? MARKS : 0)
        | (shape.columns.peaks(index).length > 0 ? PEAKS : 0);
  }

  private static void writeCell(
      ProfileShape shape, long[] cells, int row, int filterClass, ByteWriter out) {
    CellColumns columns = shape.columns;
    int at = row * columns.width + columns.start[filterClass];
    long count = cells[at + CellColumns.COUNT];
    out.writeUnsigned(count);
    if (count == 0) {
      return;
    }
    writeWide(cells[at + CellColumns.SUM_HIGH], cells[at + CellColumns.SUM_LOW], out);
    out.writeUnsigned(cells[at + CellColumns.FRAUDS]);
    out.writeSigned(count - cells[at + CellColumns.RATED]);
    int squares = columns.squares[filterClass];
    if (squares >= 0) {
      writeWide(cells[at + squares], cells[at + squares + 1], out);
    }
    int range = columns.range[filterClass];
    if (range >= 0) {
      out.writeSigned(cells[at + range]);
      out.writeSigned(cells[at + range + 1] - cells[at + range]);
    }
    for (int feature : columns.peaks(filterClass)) {
      int peak = columns.peak(row, filterClass, feature);
      int bits = (int) cells[peak];
      out.writeInt(bits);
      if (!Float.isNaN(Float.intBitsToFloat(bits))) {
        out.writeSigned(cells[row * columns.width + CellColumns.TO] - cells[peak + 1]);
      }
    }
  }

  private static void writeNewest(Buckets buckets, ByteWriter out) {
    ProfileShape shape = buckets.shape;
    out.writeByte(shape.places ? 1 : 0);
    for (int c = 0; c < shape.classes.length; c++) {
      writeTime(buckets.latest[c], buckets.until, out);
      if (shape.places) {
        writeTime(buckets.placed[c], buckets.until, out);
        if (buckets.placed[c] != Long.MIN_VALUE) {
          out.writeSigned(buckets.latitude[c]);
          out.writeSigned(buckets.longitude[c]);
        }
      }
    }
  }

  private static void writeSamples(Buckets buckets, ByteWriter out) {
    ProfileShape shape = buckets.shape;
    out.writeUnsigned(shape.samples.length);
    long until = shape.grain(buckets.until);
    for (int s = 0; s < shape.samples.length; s++) {
      ValueSample sample = buckets.samples[s];
      out.writeUnsigned(shape.samples[s].dimension());
      out.writeUnsigned(shape.samples[s].filterClass());
      out.writeByte(sample.level);
      out.writeUnsigned(sample.size);
      for (int i = 0; i < sample.size; i++) {
        out.writeInt(sample.value[i]);
        out.writeSigned(until - sample.last[i]);
        out.writeUnsigned(sample.last[i] - sample.first[i]);
      }
    }
  }

  /** Writes a 128-bit number: in one varint where it fits, else behind the impossible -0. */
  private static void writeWide(long high, long low, ByteWriter out) {
    boolean fits = high == low >> 63 && low != Long.MIN_VALUE;
    out.writeSigned(fits ? low : Long.MIN_VALUE);
    if (!fits) {
      out.writeSigned(high);
      out.writeLong(low);
    }
  }

  /** Reads the upper half and leaves the lower one in {@code low[0]}. */
  static long readWide(long[] low, ByteReader in) throws IOException {
    long value = in.readSigned();
    if (value != Long.MIN_VALUE) {
      low[0] = value;
      return value >> 63;
    }
    long high = in.readSigned();
    low[0] = in.readLong();
    return high;
  }

  private static void writeTime(long time, long until, ByteWriter out) {
    out.writeUnsigned(time == Long.MIN_VALUE ? 0 : until - time + 1);
  }

  static long readTime(long until, ByteReader in) throws IOException {
    long code = in.readUnsigned();
    return code == 0 ? Long.MIN_VALUE : until - code + 1;
  }
}
