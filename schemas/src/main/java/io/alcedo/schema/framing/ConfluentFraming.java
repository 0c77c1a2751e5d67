package io.alcedo.schema.framing;

import io.alcedo.schema.topics.Topic;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent wire format: a zero byte, the schema's id in a registry (4 bytes, big-endian), then
 * the body. A record's schema is registered when the first is encoded, under the subject {@code
 * TOPIC-value}.
 *
 * <p>Ids come from messages, so nobody may make the registry busy with them: known ids are kept, an
 * unknown one is remembered for a minute, and after 100 such within a minute no further id is
 * looked up until they lapse. After a registry did not answer, it is left alone for a second.
 * Thread-safe; what must ask the registry blocks.
 */
public final class ConfluentFraming implements Framing {
  /** How long an unknown id is remembered. */
  static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** How long a registry that did not answer is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** How many unknown ids are remembered at most; while they are, no other id is looked up. */
  static final int MOST_UNKNOWN = 100;

  private static final int HEADER_BYTES = 5;
  private static final int MOST_KNOWN = 1_000;

  private final SchemaRegistry registry;
  private final Function<Topic, String> topicNames;
  private final InstantSource clock;
  private final Map<Integer, Frame> known = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> unknown = new HashMap<>(); // id to when that lapses
  private Instant pausedUntil = Instant.MIN;
  private final Map<Schema, byte[]> headers = new ConcurrentHashMap<>();

  /**
   * Creates a framing.
   *
   * @param topicNames the name in Kafka of each topic, for the subject's name
   * @param clock what failed look-ups lapse by
   */
  public ConfluentFraming(
      SchemaRegistry registry, Function<Topic, String> topicNames, InstantSource clock) {
    this.registry = registry;
    this.topicNames = topicNames;
    this.clock = clock;
  }

  @Override
  public byte[] header(Schema schema) {
    return headers.computeIfAbsent(schema, this::register);
  }

  @Override
  public Frame parse(byte[] message) throws FramingException {
    if (message.length < HEADER_BYTES || message[0] != 0) {
      throw new FramingException(
          FramingException.Code.NOT_AVRO,
          "A message begins with a zero byte and a schema's id: bytes=" + message.length);
    }
    int id = ByteBuffer.wrap(message, 1, 4).getInt();
    if (id < 0) {
      throw failure(FramingException.Code.UNKNOWN_SCHEMA, id, "an id is not negative", null);
    }
    Frame frame = known.get(id);
    return frame != null ? frame : lookUp(id);
  }

  /** One look-up at a time, so that a burst of one new id asks once. */
  private synchronized Frame lookUp(int id) throws FramingException {
    Frame frame = known.get(id);
    if (frame != null) {
      return frame;
    }
    Instant now = clock.instant();
    unknown.values().removeIf(lapses -> !now.isBefore(lapses));
    if (unknown.containsKey(id)) {
      throw failure(FramingException.Code.UNKNOWN_SCHEMA, id, "unknown a moment ago", null);
    }
    if (unknown.size() >= MOST_UNKNOWN) {
      String problem = "look-ups rest after too many unknown ids";
      throw failure(FramingException.Code.UNKNOWN_SCHEMA, id, problem, null);
    }
    if (now.isBefore(pausedUntil)) {
      String problem = "look-ups rest after the registry did not answer";
      throw failure(FramingException.Code.REGISTRY_UNAVAILABLE, id, problem, null);
    }
    try {
      frame = frame(registry.schema(id));
    } catch (RegistryException e) {
      throw remember(id, e);
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(id, frame);
    return frame;
  }

  private FramingException remember(int id, RegistryException e) {
    FramingException.Code code;
    if (e.notFound() || e.status() == 200) {
      code = FramingException.Code.UNKNOWN_SCHEMA;
      unknown.put(id, clock.instant().plus(REMEMBERED));
    } else {
      code = FramingException.Code.REGISTRY_UNAVAILABLE;
      pausedUntil = clock.instant().plus(PAUSE);
    }
    return failure(code, id, String.valueOf(e.getMessage()), e);
  }

  private static FramingException failure(
      FramingException.Code code, int id, String problem, @Nullable Throwable cause) {
    return new FramingException(
        code, "A message names a schema of the registry: id=" + id + ", problem=" + problem, cause);
  }

  private static Frame frame(Schema writer) {
    for (Topic topic : Topic.values()) {
      Schema current = topic.schema();
      if (current.getFullName().equals(writer.getFullName())
          && SchemaNormalization.parsingFingerprint64(current)
              == SchemaNormalization.parsingFingerprint64(writer)) {
        return new Frame(current, true, HEADER_BYTES);
      }
    }
    return new Frame(writer, false, HEADER_BYTES);
  }

  private byte[] register(Schema schema) {
    List<Schema> releases = ReleasedSchemas.of(schema.getName());
    Schema published = releases.isEmpty() ? schema : releases.get(releases.size() - 1);
    String subject = topicNames.apply(Topic.of(schema)) + "-value";
    try {
      int id = registry.register(subject, published);
      return ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(id).array();
    } catch (RegistryException e) {
      throw new UncheckedIOException(e);
    }
  }
}
