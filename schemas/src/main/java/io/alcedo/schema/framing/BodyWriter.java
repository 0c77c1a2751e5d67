package io.alcedo.schema.framing;

import io.alcedo.schema.bytes.RecordBytes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one schema, compiled from it once. Avro's own writer finds the branch of every
 * union and the conversion of every field anew for each record, and its encoder makes an array of
 * each text; what the project's contracts use of Avro is little, so little code does it.
 *
 * <p>Knows strings, numbers, booleans, enums, {@code timestamp-millis}, records, arrays, maps, and
 * unions of null with one of them. The bytes are those that Avro writes. One class and a switch
 * serve all types: a class a type would make every field a call through a table. Immutable and
 * thread-safe.
 */
final class BodyWriter {
  private final Schema schema;
  private final Schema.Type type;
  private final boolean nullable;

  /** The writers of a record's fields, or the one of an array's items or a map's values. */
  private final BodyWriter[] parts;

  private BodyWriter(Schema schema, boolean nullable) {
    this.schema = schema;
    this.type = schema.getType();
    this.nullable = nullable;
    this.parts =
        switch (type) {
          case RECORD ->
              schema.getFields().stream()
                  .map(field -> of(field.schema()))
                  .toArray(BodyWriter[]::new);
          case ARRAY -> new BodyWriter[] {of(schema.getElementType())};
          case MAP -> new BodyWriter[] {of(schema.getValueType())};
          case STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> new BodyWriter[0];
          default ->
              throw new IllegalArgumentException(
                  "A contract uses strings, numbers, enums, records, arrays and maps: type="
                      + type);
        };
  }

  /**
   * Compiles a schema.
   *
   * @throws IllegalArgumentException where it uses what no contract uses
   */
  static BodyWriter of(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return new BodyWriter(schema, false);
    }
    List<Schema> branches = schema.getTypes();
    if (branches.size() != 2 || branches.get(0).getType() != Schema.Type.NULL) {
      throw new IllegalArgumentException("A union is of null and one type: schema=" + schema);
    }
    return new BodyWriter(branches.get(1), true);
  }

  /** Writes a value. */
  void write(@Nullable Object value, RecordBytes out) {
    if (nullable) {
      out.putSigned(value == null ? 0 : 1);
      if (value == null) {
        return;
      }
    }
    if (value == null) {
      throw new AvroTypeException("A value that must not be null is null");
    }
    switch (type) {
      case STRING -> out.putAvroText(((CharSequence) value).toString());
      case INT -> out.putSigned((Integer) value);
      case LONG ->
          out.putSigned(value instanceof Instant instant ? instant.toEpochMilli() : (Long) value);
      case FLOAT -> out.putAvroFloat((Float) value);
      case DOUBLE -> out.putAvroDouble((Double) value);
      case BOOLEAN -> out.put((Boolean) value ? 1 : 0);
      case ENUM -> out.putSigned(((Enum<?>) value).ordinal());
      case RECORD -> writeRecord((IndexedRecord) value, out);
      case ARRAY -> writeArray((Collection<?>) value, out);
      case MAP -> writeMap((Map<?, ?>) value, out);
      default -> throw new IllegalStateException("A compiled type is known: type=" + type);
    }
  }

  private void writeRecord(IndexedRecord record, RecordBytes out) {
    for (int i = 0; i < parts.length; i++) {
      try {
        parts[i].write(record.get(i), out);
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

  private void writeArray(Collection<?> items, RecordBytes out) {
    if (!items.isEmpty()) {
      out.putSigned(items.size());
      for (Object item : items) {
        parts[0].write(item, out);
      }
    }
    out.putSigned(0);
  }

  private void writeMap(Map<?, ?> map, RecordBytes out) {
    if (!map.isEmpty()) {
      out.putSigned(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.putAvroText(String.valueOf(entry.getKey()));
        parts[0].write(entry.getValue(), out);
      }
    }
    out.putSigned(0);
  }
}
