package io.alcedo.retraining.monitoring;

import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.VarInts;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * What a checkpoint keeps of monitoring, as bytes in a format with a version. Immutable; nobody
 * changes the bytes.
 *
 * @param modelName the model watched; empty before the first decision
 * @param clock the watermark of the vectors, in milliseconds since 1970 UTC
 * @param drift the bytes of a {@code DriftMonitor}
 * @param quality the bytes of a {@code QualityMonitor}
 * @param open the bytes of the {@code HourSummary} of each hour that is not compared yet
 */
record MonitoringState(
    String modelName, long clock, byte[] drift, byte[] quality, List<byte[]> open) {
  /** Flink's own serializer of the bytes; what they mean is versioned here. */
  static final TypeSerializer<byte[]> SERIALIZER = BytePrimitiveArraySerializer.INSTANCE;

  private static final int FORMAT = 1;

  byte[] toBytes() {
    RecordBytes out = new RecordBytes();
    out.put(FORMAT);
    out.putText(modelName);
    out.putLong(clock);
    out.putVarint(2L + open.size());
    put(drift, out);
    put(quality, out);
    open.forEach(hour -> put(hour, out));
    return out.toByteArray();
  }

  static MonitoringState of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("The format of monitoring's state is " + FORMAT + ": format=" + format);
    }
    String modelName = VarInts.readText(in);
    long clock = in.readLong();
    List<byte[]> parts = new ArrayList<>();
    for (long left = VarInts.readUnsigned(in); left > 0; left--) {
      parts.add(in.readNBytes((int) VarInts.readUnsigned(in)));
    }
    return new MonitoringState(
        modelName, clock, parts.get(0), parts.get(1), parts.subList(2, parts.size()));
  }

  private static void put(byte[] part, RecordBytes out) {
    out.putVarint(part.length);
    out.putFixed(part);
  }
}
