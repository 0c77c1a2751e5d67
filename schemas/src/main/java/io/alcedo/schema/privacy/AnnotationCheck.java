package io.alcedo.schema.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a schema says all that a contract must: a doc, a unit, a {@link PrivacyClass} and a
 * {@link PrivacyAction} on every field of every record within it, a default on every field that may
 * be null, and a default symbol on every enum. Stateless.
 */
public final class AnnotationCheck {
  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private AnnotationCheck() {}

  /** Returns what is missing, a sentence each; empty where nothing is. */
  public static List<String> problems(Schema schema) {
    AnnotationCheck check = new AnnotationCheck();
    check.visit(schema);
    return check.problems;
  }

  private void visit(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          visitRecord(schema);
        }
      }
      case ENUM -> visitEnum(schema);
      case ARRAY -> visit(schema.getElementType());
      case MAP -> visit(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::visit);
      default -> {} // a primitive has nothing to say
    }
  }

  private void visitRecord(Schema record) {
    if (isBlank(record.getDoc())) {
      problems.add(record.getName() + " has no doc");
    }
    for (Schema.Field field : record.getFields()) {
      String name = record.getName() + "." + field.name();
      if (isBlank(field.doc())) {
        problems.add(name + " has no doc");
      }
      if (isBlank(field.getProp("unit"))) {
        problems.add(name + " has no unit");
      }
      if (field.schema().isNullable() && !field.hasDefaultValue()) {
        problems.add(name + " may be null but has no default");
      }
      try {
        FieldPrivacy.of(field);
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + e.getMessage());
      }
      visit(field.schema());
    }
  }

  private void visitEnum(Schema schema) {
    if (isBlank(schema.getDoc())) {
      problems.add(schema.getName() + " has no doc");
    }
    if (schema.getEnumDefault() == null) {
      problems.add(schema.getName() + " has no default symbol");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
