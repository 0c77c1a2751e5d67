package io.alcedo.schema.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Fills a record's fields from a row, and the others with their defaults. */
final class RecordCells {
  private final @Nullable CellReader[] readers;
  private final @Nullable Object[] defaults;
  private final List<CellReader> mapped = new ArrayList<>();

  RecordCells(Schema schema, List<Cell> cells, List<String> header) {
    readers = new CellReader[schema.getFields().size()];
    defaults = new Object[readers.length];
    for (Cell cell : cells) {
      CellReader reader = new CellReader(cell, header);
      readers[cell.position()] = reader;
      mapped.add(reader);
    }
    for (Schema.Field field : schema.getFields()) {
      if (readers[field.pos()] == null && field.hasDefaultValue()) {
        Object value = SpecificData.get().getDefaultValue(field);
        // Avro hands out one map to all, which nobody may change.
        defaults[field.pos()] = value instanceof Map<?, ?> map ? Map.copyOf(map) : value;
      }
    }
  }

  /** Returns the reader of the field at a position, or null where it is not mapped. */
  @Nullable CellReader reader(int position) {
    return readers[position];
  }

  void fill(SpecificRecord record, String[] row, long number) {
    for (int i = 0; i < defaults.length; i++) {
      if (defaults[i] != null) {
        record.put(i, defaults[i]);
      }
    }
    for (CellReader reader : mapped) {
      record.put(reader.position(), reader.read(row, number));
    }
  }
}
