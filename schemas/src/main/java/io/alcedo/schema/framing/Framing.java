package io.alcedo.schema.framing;

import org.apache.avro.specific.SpecificRecord;

/**
 * The bytes around an Avro body that tell which schema wrote it.
 *
 * <p>Implementations are thread-safe, never trust a message, and name no value of it in an error.
 */
public interface Framing {
  /**
   * Returns the record as a framed message.
   *
   * @throws org.apache.avro.AvroRuntimeException where the record does not fit its own schema, such
   *     as by a null in a field that must not be null
   * @throws java.io.UncheckedIOException where the schema cannot be registered
   */
  byte[] encode(SpecificRecord record);

  /**
   * Finds which schema wrote a message and where its body starts; reads nothing of the body.
   *
   * @throws FramingException where the message is not framed this way or its schema is not known
   */
  Frame parse(byte[] message) throws FramingException;
}
