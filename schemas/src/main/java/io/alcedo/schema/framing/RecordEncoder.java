package io.alcedo.schema.framing;

import io.alcedo.schema.bytes.RecordBytes;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Writes a header and a record's Avro body; keeps its buffer and writers. One a thread. */
final class RecordEncoder {
  private static final ThreadLocal<RecordEncoder> OF_THREAD =
      ThreadLocal.withInitial(RecordEncoder::new);

  private final RecordBytes out = new RecordBytes();
  private final IdentityHashMap<Schema, BodyWriter> writers = new IdentityHashMap<>();

  private RecordEncoder() {}

  static byte[] encode(byte[] header, SpecificRecord record) {
    return OF_THREAD.get().write(header, record);
  }

  private byte[] write(byte[] header, SpecificRecord record) {
    out.start();
    out.putFixed(header);
    writer(record).write(record, out);
    return out.toByteArray();
  }

  private BodyWriter writer(SpecificRecord record) {
    BodyWriter known = writers.get(record.getSchema());
    if (known == null) {
      known = BodyWriter.of(record.getSchema());
      writers.put(record.getSchema(), known);
    }
    return known;
  }
}
