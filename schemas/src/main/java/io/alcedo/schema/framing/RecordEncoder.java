package io.alcedo.schema.framing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes a header and a record's Avro body; keeps its buffer and writers. One a thread. */
final class RecordEncoder {
  private static final ThreadLocal<RecordEncoder> OF_THREAD =
      ThreadLocal.withInitial(RecordEncoder::new);
  private static final int MOST_KEPT_BYTES = 1 << 20;

  private ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private @Nullable BinaryEncoder encoder;
  private final IdentityHashMap<Schema, BodyWriter> writers = new IdentityHashMap<>();

  private RecordEncoder() {}

  static byte[] encode(byte[] header, SpecificRecord record) {
    return OF_THREAD.get().write(header, record);
  }

  private byte[] write(byte[] header, SpecificRecord record) {
    try {
      // Reconfiguring flushes what a failed record left behind, so the reset comes after.
      encoder = EncoderFactory.get().binaryEncoder(out, encoder);
      out.reset();
      encoder.writeFixed(header);
      writer(record).write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    } finally {
      if (out.size() > MOST_KEPT_BYTES) {
        out = new ByteArrayOutputStream(1024);
        encoder = null;
      }
    }
  }

  private BodyWriter writer(SpecificRecord record) {
    return writers.computeIfAbsent(record.getSchema(), BodyWriter::of);
  }
}
