package io.alcedo.schema.framing;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The bytes around an Avro body that tell which schema wrote it.
 *
 * <p>Implementations are thread-safe, never trust a message, and name no value of it in an error.
 */
public interface Framing {
  /**
   * Returns what stands in front of the body of every record of a schema. The array is the
   * framing's own, so nobody changes it.
   *
   * @param schema the schema of one of the topics
   * @throws java.io.UncheckedIOException where the schema cannot be registered
   */
  byte[] header(Schema schema);

  /**
   * Returns the record as a framed message.
   *
   * @throws org.apache.avro.AvroRuntimeException where the record does not fit its own schema, such
   *     as by a null in a field that must not be null
   * @throws java.io.UncheckedIOException where the schema cannot be registered
   */
  default byte[] encode(SpecificRecord record) {
    return RecordEncoder.encode(header(record.getSchema()), record);
  }

  /**
   * Finds which schema wrote a message and where its body starts; reads nothing of the body.
   *
   * @throws FramingException where the message is not framed this way or its schema is not known
   */
  Frame parse(byte[] message) throws FramingException;
}
