package io.alcedo.features.profile;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads what {@link BucketsCodec} wrote, under this layout or another one. A filter class that this
 * layout does not know is left out; one that the bytes do not know is empty; where a known class
 * lacks squares or extremes that are needed by now, each bucket's mean stands in for its amounts,
 * and a peak that it lacks is unknown. Not thread-safe; lives for one reading.
 */
final class BucketsReader {
  private static final int MOST_CLASSES = 255;
  private static final int MOST_ROWS = 8192;
  private static final int MOST_SAMPLES = 1024;
  private static final int MOST_VALUES = 4096;

  private final ProfileShape shape;
  private final WrittenNames names;
  private final int pressure;
  private final long[] low = new long[1];
  private int[] classes = {};
  private int[] contents = {};

  /** For each written class where its written peaks stand among the layout's features, or -1. */
  private int[][] peaks = {};

  private int samples;

  BucketsReader(ProfileShape shape, WrittenNames names, int pressure) {
    this.shape = shape;
    this.names = names;
    this.pressure = pressure;
  }

  Buckets read(long newest, ByteReader in) throws IOException {
    Buckets buckets = new Buckets(shape);
    long grain = in.readUnsigned();
    if (grain < 1 || grain > 1L << 40) {
      throw new IOException("The grain of buckets is 1 to 2^40 ms: grain=" + grain);
    }
    buckets.until = newest - in.readSigned();
    readClasses(in);
    readRows(buckets, newest, grain, in);
    readNewest(buckets, in);
    readSamples(buckets, grain, in);
    return buckets;
  }

  /** Returns whether the layout that wrote what was read keeps just what this one does. */
  boolean writtenAlike() {
    boolean alike = classes.length == shape.classes.length && samples == shape.samples.length;
    for (int i = 0; alike && i < classes.length; i++) {
      alike =
          classes[i] == i
              && contents[i] == BucketsCodec.content(shape, i)
              && Arrays.equals(peaks[i], shape.columns.peaks(i));
    }
    return alike;
  }

  private void readClasses(ByteReader in) throws IOException {
    classes = new int[in.readSize("classes", MOST_CLASSES)];
    contents = new int[classes.length];
    peaks = new int[classes.length][];
    for (int i = 0; i < classes.length; i++) {
      contents[i] = in.readUnsignedByte();
      int types = (int) in.readSigned();
      int channels = (int) in.readSigned();
      int states = (int) in.readUnsigned();
      boolean marks = (contents[i] & BucketsCodec.MARKS) != 0;
      int marked = marks ? (int) in.readUnsigned() : 0;
      int unmarked = marks ? (int) in.readUnsigned() : 0;
      FilterClass filter =
          new FilterClass(
              types,
              channels,
              states,
              names.known(marked),
              names.known(unmarked),
              (contents[i] & BucketsCodec.APPROVED) != 0);
      classes[i] =
          names.knowsAll(marked) && names.knowsAll(unmarked)
              ? Arrays.asList(shape.classes).indexOf(filter)
              : -1;
      peaks[i] = readPeaks((contents[i] & BucketsCodec.PEAKS) != 0, in);
    }
  }

  private int[] readPeaks(boolean written, ByteReader in) throws IOException {
    int[] features = names.features();
    int[] read = new int[written ? in.readSize("peaks", features.length) : 0];
    for (int i = 0; i < read.length; i++) {
      read[i] = features[in.readSize("feature", features.length - 1)];
    }
    return read;
  }

  private void readRows(Buckets buckets, long newest, long grain, ByteReader in)
      throws IOException {
    int rows = in.readSize("buckets", MOST_ROWS);
    int width = shape.columns.width;
    buckets.reserve(Math.min(rows, 512));
    long before = Math.floorDiv(newest, grain);
    // Written newest first; the rows are turned round at the end.
    for (int row = 0; row < rows; row++) {
      long to = before - in.readSigned();
      long from = to - in.readUnsigned();
      before = from;
      buckets.insert(row, regrained(from, grain, 0), regrained(to, grain, grain - 1));
      for (int c = 0; c < classes.length; c++) {
        if (readCell(buckets.cells, row, c, in)) {
          readPeaks(buckets.cells, row, c, to, grain, in);
        }
      }
    }
    for (int a = 0, b = rows - 1; a < b; a++, b--) {
      for (int i = 0; i < width; i++) {
        long kept = buckets.cells[a * width + i];
        buckets.cells[a * width + i] = buckets.cells[b * width + i];
        buckets.cells[b * width + i] = kept;
      }
    }
  }

  private long regrained(long written, long grain, long within) {
    return grain == shape.grainMillis ? written : shape.grain(written * grain + within);
  }

  /** Reads a cell but for its peaks, and returns whether it has events. */
  private boolean readCell(long[] cells, int row, int written, ByteReader in) throws IOException {
    long count = in.readUnsigned();
    if (count == 0) {
      return false;
    }
    long sumHigh = BucketsCodec.readWide(low, in);
    long sumLow = low[0];
    long frauds = in.readUnsigned();
    long rated = count - in.readSigned();
    double mean = Wide.toDouble(sumHigh, sumLow) / count;
    double square = mean * mean * count;
    long squareHigh = (long) Math.floor(square / 0x1p64);
    long squareLow = (long) ((square - squareHigh * 0x1p64) / 2) << 1;
    if ((contents[written] & BucketsCodec.SQUARES) != 0) {
      squareHigh = BucketsCodec.readWide(low, in);
      squareLow = low[0];
    }
    long least = Math.round(mean);
    long most = least;
    if ((contents[written] & BucketsCodec.RANGE) != 0) {
      least = in.readSigned();
      most = least + in.readSigned();
    }
    int c = classes[written];
    if (c < 0) {
      return true;
    }
    int at = row * shape.columns.width + shape.columns.start[c];
    cells[at + CellColumns.COUNT] = count;
    cells[at + CellColumns.SUM_HIGH] = sumHigh;
    cells[at + CellColumns.SUM_LOW] = sumLow;
    cells[at + CellColumns.FRAUDS] = frauds;
    cells[at + CellColumns.RATED] = rated;
    if (shape.columns.squares[c] >= 0) {
      cells[at + shape.columns.squares[c]] = squareHigh;
      cells[at + shape.columns.squares[c] + 1] = squareLow;
    }
    if (shape.columns.range[c] >= 0) {
      cells[at + shape.columns.range[c]] = least;
      cells[at + shape.columns.range[c] + 1] = most;
    }
    return true;
  }

  private void readPeaks(long[] cells, int row, int written, long to, long grain, ByteReader in)
      throws IOException {
    CellColumns columns = shape.columns;
    int c = classes[written];
    if (c >= 0) {
      columns.clearPeaks(cells, row, c);
    }
    for (int feature : peaks[written]) {
      int bits = in.readInt();
      long at = Float.isNaN(Float.intBitsToFloat(bits)) ? to : to - in.readSigned();
      if (c >= 0 && feature >= 0 && columns.hasPeak(c, feature)) {
        columns.raise(cells, columns.peak(row, c, feature), bits, regrained(at, grain, 0));
      }
    }
  }

  private void readNewest(Buckets buckets, ByteReader in) throws IOException {
    boolean placed = in.readUnsignedByte() != 0;
    for (int written : classes) {
      long latest = BucketsCodec.readTime(buckets.until, in);
      if (written >= 0) {
        buckets.latest[written] = latest;
      }
      if (placed) {
        readPlace(buckets, written, in);
      }
    }
  }

  private void readPlace(Buckets buckets, int filterClass, ByteReader in) throws IOException {
    long time = BucketsCodec.readTime(buckets.until, in);
    if (time == Long.MIN_VALUE) {
      return;
    }
    int latitude = (int) in.readSigned();
    int longitude = (int) in.readSigned();
    if (filterClass >= 0 && shape.places) {
      buckets.placed[filterClass] = time;
      buckets.latitude[filterClass] = latitude;
      buckets.longitude[filterClass] = longitude;
    }
  }

  private void readSamples(Buckets buckets, long grain, ByteReader in) throws IOException {
    samples = in.readSize("samples", MOST_SAMPLES);
    long until = Math.floorDiv(buckets.until, grain);
    for (ValueSample sample : buckets.samples) {
      sample.most = SizeLimit.sampleValues(pressure);
    }
    for (int s = 0; s < samples; s++) {
      int dimension = in.readSize("dimension", names.dimensions().length - 1);
      int filterClass = in.readSize("class", classes.length - 1);
      int index =
          names.dimensions()[dimension] < 0 || classes[filterClass] < 0
              ? -1
              : shape.sampleIndex(names.dimensions()[dimension], classes[filterClass]);
      ValueSample sample = index < 0 ? new ValueSample() : buckets.samples[index];
      sample.level = Math.min(ValueSample.MOST_LEVEL, in.readUnsignedByte());
      int size = in.readSize("sampled", MOST_VALUES);
      for (int i = 0; i < size; i++) {
        int value = in.readInt();
        long last = until - in.readSigned();
        long first = last - in.readUnsigned();
        sample.put(value, regrained(first, grain, 0), regrained(last, grain, 0));
      }
    }
  }
}
