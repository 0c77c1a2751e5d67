package io.alcedo.schema.framing;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads framed messages into records of one type, whichever release wrote them. One a thread.
 *
 * @param <T> the generated type of the records
 */
public final class RecordDecoder<T extends SpecificRecord> {
  private static final int MOST_READERS = 256;

  private final Framing framing;
  private final SpecificData data;
  private final Schema schema;
  private final Map<Schema, SpecificDatumReader<T>> readers = new IdentityHashMap<>();
  private final BoundedDecoder decoder = new BoundedDecoder();

  /** Creates a decoder of records of this generated type. */
  public RecordDecoder(Framing framing, Class<T> type) {
    this.framing = framing;
    this.data = SpecificData.getForClass(type);
    this.schema = data.getSchema(type);
  }

  /**
   * Returns the record that a message holds.
   *
   * @throws FramingException where the message is not framed so, its schema is not known, or its
   *     body does not fit; never with a value of the message
   */
  public T decode(byte[] message) throws FramingException {
    Frame frame = framing.parse(message);
    if (!frame.writer().getFullName().equals(schema.getFullName())) {
      throw new FramingException(
          FramingException.Code.OTHER_RECORD,
          "A message holds the record asked for: record="
              + frame.writer().getFullName()
              + ", asked="
              + schema.getFullName());
    }
    int bytes = message.length - frame.bodyOffset();
    try {
      decoder.reset(message, frame.bodyOffset());
      T record = reader(frame.writer()).read(null, decoder);
      if (decoder.isEnd()) {
        return record;
      }
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      // Its message may hold a value of the record, so it is not passed on.
      throw undecodable(bytes, e.getClass().getSimpleName());
    } finally {
      decoder.release();
    }
    throw undecodable(bytes, "bytes left over");
  }

  private FramingException undecodable(int bytes, String why) {
    return new FramingException(
        FramingException.Code.UNDECODABLE,
        "A body fits the schema that wrote it: record="
            + schema.getName()
            + ", bytes="
            + bytes
            + ", problem="
            + why);
  }

  private SpecificDatumReader<T> reader(Schema writer) {
    if (readers.size() >= MOST_READERS) {
      readers.clear();
    }
    return readers.computeIfAbsent(writer, key -> new SpecificDatumReader<>(key, schema, data));
  }
}
