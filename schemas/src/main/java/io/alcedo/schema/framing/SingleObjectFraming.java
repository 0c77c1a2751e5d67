package io.alcedo.schema.framing;

import io.alcedo.schema.topics.Topic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro single-object encoding: the bytes C3 01, the CRC-64-AVRO fingerprint of the writer's schema
 * in parsing canonical form (8 bytes, little-endian), then the body. Writers are found among the
 * schemas that this build was compiled with and all that were ever released.
 *
 * <p>Source: "Single-object encoding" in the Avro 1.12 specification. Thread-safe.
 */
public final class SingleObjectFraming implements Framing {
  private static final int HEADER_BYTES = 10;
  private static final byte FIRST = (byte) 0xC3;
  private static final byte SECOND = 0x01;

  private final Map<Long, Frame> frames = new HashMap<>();
  private final Map<Schema, byte[]> headers = new ConcurrentHashMap<>();

  /** Creates a framing that knows the records of all topics. */
  public SingleObjectFraming() {
    this(ReleasedSchemas.all());
  }

  SingleObjectFraming(List<Schema> releases) {
    for (Schema released : releases) {
      frames.put(
          SchemaNormalization.parsingFingerprint64(released),
          new Frame(released, false, HEADER_BYTES));
    }
    for (Topic topic : Topic.values()) {
      frames.put(
          SchemaNormalization.parsingFingerprint64(topic.schema()),
          new Frame(topic.schema(), true, HEADER_BYTES));
    }
  }

  @Override
  public byte[] header(Schema schema) {
    return headers.computeIfAbsent(schema, SingleObjectFraming::made);
  }

  @Override
  public Frame parse(byte[] message) throws FramingException {
    if (message.length < HEADER_BYTES || message[0] != FIRST || message[1] != SECOND) {
      throw new FramingException(
          FramingException.Code.NOT_AVRO,
          "A message begins with C3 01 and a schema's fingerprint: bytes=" + message.length);
    }
    long fingerprint = ByteBuffer.wrap(message, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    Frame frame = frames.get(fingerprint);
    if (frame == null) {
      throw new FramingException(
          FramingException.Code.UNKNOWN_SCHEMA,
          "A message names a schema that was released: fingerprint="
              + Long.toHexString(fingerprint));
    }
    return frame;
  }

  private static byte[] made(Schema schema) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(FIRST)
        .put(SECOND)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .array();
  }
}
