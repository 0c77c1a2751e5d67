package io.alcedo.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites bodies that another release's schema wrote into the current schema's layout, by Avro's
 * schema resolution. Bytes are first walked by their own schema, so that Avro's reader, which
 * trusts lengths, only ever sees well-formed ones. Owned by one thread.
 */
final class OlderWriters {
  private static final int MOST_KEPT = 64;

  private final Schema current;
  private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new IdentityHashMap<>();
  private final GenericDatumWriter<GenericRecord> writer;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final AvroBytes walk = new AvroBytes();
  private @Nullable BinaryEncoder encoder;

  OlderWriters(Schema current) {
    this.current = current;
    this.writer = new GenericDatumWriter<>(current);
  }

  /**
   * Returns the body in the current schema's layout.
   *
   * @throws RejectedException UNDECODABLE where it does not fit its own schema or cannot be
   *     resolved
   */
  byte[] rewrite(Schema from, byte[] message, int offset) throws RejectedException {
    walk.reset(message, offset, message.length);
    try {
      walk.skip(from);
      if (!walk.atEnd()) {
        throw MalformedException.TRAILING;
      }
    } catch (MalformedException e) {
      throw RecordScan.undecodable(e, "(whole record)");
    }
    try {
      GenericRecord record =
          reader(from)
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(message, offset, message.length - offset, null));
      encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
      out.reset();
      writer.write(record, encoder);
      return out.toByteArray();
    } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
      // Its message may hold a value of the record, so it is not passed on.
      throw new RejectedException(
          DeadLetterCode.UNDECODABLE,
          "A record of an older or newer schema can be read as the current one; keep the schema's"
              + " changes compatible: problem="
              + e.getClass().getSimpleName());
    }
  }

  private GenericDatumReader<GenericRecord> reader(Schema from) {
    if (readers.size() >= MOST_KEPT && !readers.containsKey(from)) {
      readers.clear();
    }
    return readers.computeIfAbsent(from, key -> new GenericDatumReader<>(key, current));
  }
}
