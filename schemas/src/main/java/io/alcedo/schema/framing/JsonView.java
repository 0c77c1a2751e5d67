package io.alcedo.schema.framing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON for people and their tools: every field in the schema's order, times in ISO 8601,
 * enums by symbol, the unknown and numbers that JSON lacks (NaN, infinities) as null. A node's
 * {@code toString} is one line. Stateless.
 */
public final class JsonView {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonView() {}

  /** Returns the record, generated or generic, as a JSON object. */
  public static ObjectNode of(IndexedRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), node(field.schema(), record.get(field.pos())));
    }
    return object;
  }

  private static JsonNode node(Schema schema, @Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof IndexedRecord record) {
      return of(record);
    } else if (value instanceof Iterable<?> items) {
      return array(schema, items);
    } else if (value instanceof Map<?, ?> entries) {
      return object(schema, entries);
    } else if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    } else if (value instanceof Integer number) {
      return JSON.numberNode(number);
    } else if (value instanceof Long number) {
      return isTime(schema)
          ? JSON.textNode(Instant.ofEpochMilli(number).toString())
          : JSON.numberNode(number);
    } else if (value instanceof Float number) {
      return Float.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
    } else if (value instanceof Double number) {
      return Double.isFinite(number) ? JSON.numberNode(number) : JSON.nullNode();
    }
    return JSON.textNode(value.toString());
  }

  private static ArrayNode array(Schema schema, Iterable<?> items) {
    Schema element = branch(schema, Schema.Type.ARRAY).getElementType();
    ArrayNode array = JSON.arrayNode();
    for (Object item : items) {
      array.add(node(element, item));
    }
    return array;
  }

  private static ObjectNode object(Schema schema, Map<?, ?> entries) {
    Schema value = branch(schema, Schema.Type.MAP).getValueType();
    ObjectNode object = JSON.objectNode();
    entries.forEach((key, entry) -> object.set(key.toString(), node(value, entry)));
    return object;
  }

  private static boolean isTime(Schema schema) {
    return branch(schema, Schema.Type.LONG).getLogicalType()
        instanceof LogicalTypes.TimestampMillis;
  }

  private static Schema branch(Schema schema, Schema.Type type) {
    if (schema.getType() == Schema.Type.UNION) {
      for (Schema branch : schema.getTypes()) {
        if (branch.getType() == type) {
          return branch;
        }
      }
    }
    return schema;
  }
}
