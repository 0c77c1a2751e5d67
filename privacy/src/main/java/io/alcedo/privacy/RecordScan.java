package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * One pass over the Avro bytes of a record that finds its fields: numbers are decoded, texts and
 * maps are left where they are and known by their bounds. A scan is made of a schema once and then
 * reused; owned by one thread.
 */
final class RecordScan {
  private enum Wire {
    LONG,
    INT,
    BOOLEAN,
    FLOAT,
    DOUBLE,
    TEXT,
    ENUM,
    OTHER
  }

  private final AvroBytes in = new AvroBytes();
  private final String[] names;
  private final Schema[] schemas;
  private final Wire[] wires;
  private final int[] nullBranches;
  private final int[] symbols;

  private final boolean[] present;
  private final boolean[] ascii;
  private final long[] numbers;
  private final double[] reals;
  private final int[] starts;
  private final int[] ends;

  RecordScan(Schema record) {
    List<Schema.Field> fields = record.getFields();
    int count = fields.size();
    names = new String[count];
    schemas = new Schema[count];
    wires = new Wire[count];
    nullBranches = new int[count];
    symbols = new int[count];
    present = new boolean[count];
    ascii = new boolean[count];
    numbers = new long[count];
    reals = new double[count];
    starts = new int[count];
    ends = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = fields.get(i).name();
      compile(i, fields.get(i).schema());
    }
  }

  private void compile(int field, Schema schema) {
    Schema value = optionalValue(schema);
    nullBranches[field] = value == schema ? -1 : schema.getTypes().indexOf(value) ^ 1;
    schemas[field] = value;
    symbols[field] = value.getType() == Schema.Type.ENUM ? value.getEnumSymbols().size() : 0;
    wires[field] =
        switch (value.getType()) {
          case LONG -> Wire.LONG;
          case INT -> Wire.INT;
          case BOOLEAN -> Wire.BOOLEAN;
          case FLOAT -> Wire.FLOAT;
          case DOUBLE -> Wire.DOUBLE;
          case STRING -> Wire.TEXT;
          case ENUM -> Wire.ENUM;
          default -> Wire.OTHER;
        };
  }

  /** Returns the other branch of a union of null and one schema; any other schema as it is. */
  static Schema optionalValue(Schema schema) {
    if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
      return schema;
    }
    List<Schema> branches = schema.getTypes();
    if (branches.get(0).getType() == Schema.Type.NULL) {
      return branches.get(1);
    }
    return branches.get(1).getType() == Schema.Type.NULL ? branches.get(0) : schema;
  }

  /**
   * Finds the fields of the record that the bytes hold, from {@code from} to {@code end} exactly.
   *
   * @throws RejectedException UNDECODABLE where they hold something else
   */
  void scan(byte[] bytes, int from, int end) throws RejectedException {
    in.reset(bytes, from, end);
    int field = 0;
    try {
      for (; field < wires.length; field++) {
        present[field] =
            nullBranches[field] < 0
                || in.readIndex(2, MalformedException.BRANCH) != nullBranches[field];
        if (present[field]) {
          read(field);
        }
      }
    } catch (MalformedException e) {
      throw undecodable(e, names[field]);
    }
    if (!in.atEnd()) {
      throw undecodable(MalformedException.TRAILING, "(end)");
    }
  }

  private void read(int field) throws MalformedException {
    switch (wires[field]) {
      case LONG -> numbers[field] = in.readLong();
      case INT -> numbers[field] = in.readInt();
      case BOOLEAN -> numbers[field] = in.readBoolean();
      case ENUM -> numbers[field] = in.readIndex(symbols[field], MalformedException.SYMBOL);
      case DOUBLE -> reals[field] = in.readDouble();
      case FLOAT -> reals[field] = in.readFloat();
      case TEXT -> {
        starts[field] = in.passText();
        ends[field] = in.position();
        ascii[field] = in.lastTextAscii();
      }
      case OTHER -> {
        starts[field] = in.position();
        in.skip(schemas[field]);
        ends[field] = in.position();
      }
    }
  }

  static RejectedException undecodable(MalformedException e, String field) {
    return new RejectedException(
        DeadLetterCode.UNDECODABLE,
        "The bytes are a record of the schema that they name; repair the producer's serializer:"
            + " field="
            + field
            + ", problem="
            + e.reason());
  }

  byte[] bytes() {
    return in.bytes();
  }

  boolean present(int field) {
    return present[field];
  }

  long number(int field) {
    return numbers[field];
  }

  double real(int field) {
    return reals[field];
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  boolean ascii(int field) {
    return ascii[field];
  }

  /** Returns a text field's text. */
  String text(int field) {
    return new String(
        in.bytes(),
        starts[field],
        ends[field] - starts[field],
        ascii[field] ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}
