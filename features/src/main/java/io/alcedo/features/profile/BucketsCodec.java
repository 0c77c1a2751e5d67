package io.alcedo.features.profile;

import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes the buckets' part of a profile's bytes: grain and newest time; the filter classes with
 * what their cells hold; the rows as distance from the row before, span and cells, an empty cell in
 * one byte; for each class its newest event and place; the samples. Stateless.
 */
final class BucketsCodec {
  static final int APPROVED = 1;
  static final int SQUARES = 2;
  static final int RANGE = 4;

  private BucketsCodec() {}

  static void write(Buckets buckets, long newest, DataOutput out) throws IOException {
    ProfileShape shape = buckets.shape;
    VarInts.writeUnsigned(shape.grainMillis, out);
    VarInts.writeSigned(newest - buckets.until, out);
    VarInts.writeUnsigned(shape.classes.length, out);
    for (int c = 0; c < shape.classes.length; c++) {
      writeClass(shape, c, out);
    }
    VarInts.writeUnsigned(buckets.rows, out);
    long before = shape.grain(newest);
    for (int row = buckets.rows - 1; row >= 0; row--) {
      VarInts.writeSigned(before - buckets.to(row), out);
      VarInts.writeUnsigned(buckets.to(row) - buckets.from(row), out);
      before = buckets.from(row);
      for (int c = 0; c < shape.classes.length; c++) {
        writeCell(shape, buckets.cells, row, c, out);
      }
    }
    writeNewest(buckets, out);
    writeSamples(buckets, out);
  }

  private static void writeClass(ProfileShape shape, int index, DataOutput out) throws IOException {
    FilterClass filter = shape.classes[index];
    out.writeByte(
        (filter.approved() ? APPROVED : 0)
            | (shape.columns.squares[index] >= 0 ? SQUARES : 0)
            | (shape.columns.range[index] >= 0 ? RANGE : 0));
    VarInts.writeSigned(filter.types(), out);
    VarInts.writeSigned(filter.channels(), out);
    VarInts.writeUnsigned(filter.states(), out);
  }

  private static void writeCell(
      ProfileShape shape, long[] cells, int row, int filterClass, DataOutput out)
      throws IOException {
    CellColumns columns = shape.columns;
    int at = row * columns.width + columns.start[filterClass];
    long count = cells[at + CellColumns.COUNT];
    VarInts.writeUnsigned(count, out);
    if (count == 0) {
      return;
    }
    writeWide(cells[at + CellColumns.SUM_HIGH], cells[at + CellColumns.SUM_LOW], out);
    VarInts.writeUnsigned(cells[at + CellColumns.FRAUDS], out);
    VarInts.writeSigned(count - cells[at + CellColumns.RATED], out);
    int squares = columns.squares[filterClass];
    if (squares >= 0) {
      writeWide(cells[at + squares], cells[at + squares + 1], out);
    }
    int range = columns.range[filterClass];
    if (range >= 0) {
      VarInts.writeSigned(cells[at + range], out);
      VarInts.writeSigned(cells[at + range + 1] - cells[at + range], out);
    }
  }

  private static void writeNewest(Buckets buckets, DataOutput out) throws IOException {
    ProfileShape shape = buckets.shape;
    out.writeBoolean(shape.places);
    for (int c = 0; c < shape.classes.length; c++) {
      writeTime(buckets.latest[c], buckets.until, out);
      if (shape.places) {
        writeTime(buckets.placed[c], buckets.until, out);
        if (buckets.placed[c] != Long.MIN_VALUE) {
          VarInts.writeSigned(buckets.latitude[c], out);
          VarInts.writeSigned(buckets.longitude[c], out);
        }
      }
    }
  }

  private static void writeSamples(Buckets buckets, DataOutput out) throws IOException {
    ProfileShape shape = buckets.shape;
    VarInts.writeUnsigned(shape.samples.length, out);
    long until = shape.grain(buckets.until);
    for (int s = 0; s < shape.samples.length; s++) {
      ValueSample sample = buckets.samples[s];
      VarInts.writeUnsigned(shape.samples[s].dimension(), out);
      VarInts.writeUnsigned(shape.samples[s].filterClass(), out);
      out.writeByte(sample.level);
      VarInts.writeUnsigned(sample.size, out);
      for (int i = 0; i < sample.size; i++) {
        out.writeInt(sample.value[i]);
        VarInts.writeSigned(until - sample.last[i], out);
        VarInts.writeUnsigned(sample.last[i] - sample.first[i], out);
      }
    }
  }

  /** Writes a 128-bit number: in one varint where it fits, else behind the impossible -0. */
  private static void writeWide(long high, long low, DataOutput out) throws IOException {
    boolean fits = high == low >> 63 && low != Long.MIN_VALUE;
    VarInts.writeSigned(fits ? low : Long.MIN_VALUE, out);
    if (!fits) {
      VarInts.writeSigned(high, out);
      out.writeLong(low);
    }
  }

  /** Reads the upper half and leaves the lower one in {@code low[0]}. */
  static long readWide(long[] low, DataInput in) throws IOException {
    long value = VarInts.readSigned(in);
    if (value != Long.MIN_VALUE) {
      low[0] = value;
      return value >> 63;
    }
    long high = VarInts.readSigned(in);
    low[0] = in.readLong();
    return high;
  }

  private static void writeTime(long time, long until, DataOutput out) throws IOException {
    VarInts.writeUnsigned(time == Long.MIN_VALUE ? 0 : until - time + 1, out);
  }

  static long readTime(long until, DataInput in) throws IOException {
    long code = VarInts.readUnsigned(in);
    return code == 0 ? Long.MIN_VALUE : until - code + 1;
  }
}
