package io.alcedo.schema.framing;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one schema, compiled from it once. Avro's own writer finds the branch of every
 * union and the conversion of every field anew for each record, which took a tenth of the scoring
 * job's time; what the project's contracts use of Avro is little, so little code does it.
 *
 * <p>Knows strings, numbers, booleans, enums, {@code timestamp-millis}, records, arrays, maps, and
 * unions of null with one of them. The bytes are those that Avro writes. Immutable and thread-safe.
 */
abstract class BodyWriter {
  /** Writes a value. */
  abstract void write(@Nullable Object value, Encoder out) throws IOException;

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException where it uses what no contract uses
   */
  static BodyWriter of(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> primitive((value, out) -> out.writeString((CharSequence) value));
      case INT -> primitive((value, out) -> out.writeInt((Integer) value));
      case LONG -> primitive((value, out) -> out.writeLong(whole(value)));
      case FLOAT -> primitive((value, out) -> out.writeFloat((Float) value));
      case DOUBLE -> primitive((value, out) -> out.writeDouble((Double) value));
      case BOOLEAN -> primitive((value, out) -> out.writeBoolean((Boolean) value));
      case ENUM -> primitive((value, out) -> out.writeEnum(((Enum<?>) value).ordinal()));
      case RECORD -> new OfRecord(schema);
      case ARRAY -> new OfArray(of(schema.getElementType()));
      case MAP -> new OfMap(of(schema.getValueType()));
      case UNION -> nullable(schema);
      default ->
          throw new IllegalArgumentException(
              "A contract uses strings, numbers, enums, records, arrays and maps: type="
                  + schema.getType());
    };
  }

  private static long whole(Object value) {
    return value instanceof Instant instant ? instant.toEpochMilli() : (Long) value;
  }

  private static BodyWriter nullable(Schema union) {
    List<Schema> branches = union.getTypes();
    if (branches.size() != 2 || branches.get(0).getType() != Schema.Type.NULL) {
      throw new IllegalArgumentException("A union is of null and one type: schema=" + union);
    }
    return new OfNullable(of(branches.get(1)));
  }

  private static BodyWriter primitive(PrimitiveWriter writer) {
    return new OfPrimitive(writer);
  }

  /** Writes a value that is there. */
  @FunctionalInterface
  private interface PrimitiveWriter {
    void write(Object value, Encoder out) throws IOException;
  }

  private static final class OfPrimitive extends BodyWriter {
    private final PrimitiveWriter writer;

    OfPrimitive(PrimitiveWriter writer) {
      this.writer = writer;
    }

    @Override
    void write(@Nullable Object value, Encoder out) throws IOException {
      if (value == null) {
        throw new AvroTypeException("A value that must not be null is null");
      }
      writer.write(value, out);
    }
  }

  private static final class OfNullable extends BodyWriter {
    private final BodyWriter present;

    OfNullable(BodyWriter present) {
      this.present = present;
    }

    @Override
    void write(@Nullable Object value, Encoder out) throws IOException {
      if (value == null) {
        out.writeIndex(0);
        return;
      }
      out.writeIndex(1);
      present.write(value, out);
    }
  }

  private static final class OfRecord extends BodyWriter {
    private final Schema schema;
    private final BodyWriter[] fields;

    OfRecord(Schema schema) {
      this.schema = schema;
      this.fields =
          schema.getFields().stream()
              .map(field -> BodyWriter.of(field.schema()))
              .toArray(BodyWriter[]::new);
    }

    @Override
    void write(@Nullable Object value, Encoder out) throws IOException {
      if (!(value instanceof IndexedRecord record)) {
        throw new AvroTypeException("A value is a record: schema=" + schema.getFullName());
      }
      for (int i = 0; i < fields.length; i++) {
        try {
          fields[i].write(record.get(i), out);
        } catch (AvroTypeException | ClassCastException e) {
          // The field's name and its type, never its value.
          throw new AvroTypeException(
              "A field holds what its schema says: field="
                  + schema.getName()
                  + "."
                  + schema.getFields().get(i).name());
        }
      }
    }
  }

  private static final class OfArray extends BodyWriter {
    private final BodyWriter items;

    OfArray(BodyWriter items) {
      this.items = items;
    }

    @Override
    void write(@Nullable Object value, Encoder out) throws IOException {
      if (!(value instanceof Collection<?> collection)) {
        throw new AvroTypeException("A value is an array");
      }
      out.writeArrayStart();
      out.setItemCount(collection.size());
      for (Object item : collection) {
        out.startItem();
        items.write(item, out);
      }
      out.writeArrayEnd();
    }
  }

  private static final class OfMap extends BodyWriter {
    private final BodyWriter values;

    OfMap(BodyWriter values) {
      this.values = values;
    }

    @Override
    void write(@Nullable Object value, Encoder out) throws IOException {
      if (!(value instanceof Map<?, ?> map)) {
        throw new AvroTypeException("A value is a map");
      }
      out.writeMapStart();
      out.setItemCount(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.startItem();
        out.writeString((CharSequence) entry.getKey());
        values.write(entry.getValue(), out);
      }
      out.writeMapEnd();
    }
  }
}
