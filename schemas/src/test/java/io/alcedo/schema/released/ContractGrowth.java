package io.alcedo.schema.released;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * What a newer release may differ in from an older one: fields added with defaults, and symbols.
 */
final class ContractGrowth {
  private final List<String> problems = new ArrayList<>();

  private ContractGrowth() {}

  /** Returns what breaks a reader or writer of the other release; empty where nothing does. */
  static List<String> problems(Schema older, Schema newer) {
    ContractGrowth growth = new ContractGrowth();
    growth.compatible("a reader of the newer", newer, older);
    growth.compatible("a reader of the older", older, newer);
    growth.compare(older.getName(), older, newer);
    return growth.problems;
  }

  private void compatible(String who, Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility result =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      problems.add(who + " cannot read the other: " + result.getResult().getIncompatibilities());
    }
  }

  private void compare(String path, Schema older, Schema newer) {
    if (older.getType() != newer.getType()
        || older.getLogicalType() != null && !older.getLogicalType().equals(newer.getLogicalType())
        || older.getLogicalType() == null && newer.getLogicalType() != null) {
      problems.add(path + " changed its type");
      return;
    }
    switch (older.getType()) {
      case RECORD -> compareFields(path, older, newer);
      case ARRAY -> compare(path + "[]", older.getElementType(), newer.getElementType());
      case MAP -> compare(path + "{}", older.getValueType(), newer.getValueType());
      case UNION -> compareBranches(path, older, newer);
      case ENUM -> compareSymbols(path, older, newer);
      default -> {} // a primitive of the same type is the same
    }
  }

  private void compareFields(String path, Schema older, Schema newer) {
    for (Schema.Field before : older.getFields()) {
      String name = path + "." + before.name();
      Schema.Field after = newer.getField(before.name());
      if (after == null) {
        problems.add(name + " was removed");
      } else {
        if (before.hasDefaultValue() && !before.defaultVal().equals(after.defaultVal())) {
          problems.add(name + " changed its default");
        }
        compare(name, before.schema(), after.schema());
      }
    }
    for (Schema.Field after : newer.getFields()) {
      if (older.getField(after.name()) == null && !after.hasDefaultValue()) {
        problems.add(path + "." + after.name() + " was added without a default");
      }
    }
  }

  private void compareBranches(String path, Schema older, Schema newer) {
    if (older.getTypes().size() != newer.getTypes().size()) {
      problems.add(path + " changed its union");
      return;
    }
    for (int i = 0; i < older.getTypes().size(); i++) {
      compare(path, older.getTypes().get(i), newer.getTypes().get(i));
    }
  }

  private void compareSymbols(String path, Schema older, Schema newer) {
    List<String> before = older.getEnumSymbols();
    List<String> after = newer.getEnumSymbols();
    if (after.size() < before.size() || !after.subList(0, before.size()).equals(before)) {
      problems.add(path + " removed or moved symbols; new ones go to the end");
    }
  }
}
