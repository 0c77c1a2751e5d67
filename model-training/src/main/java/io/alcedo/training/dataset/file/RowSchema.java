package io.alcedo.training.dataset.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The schema of a dataset's rows, frozen as {@code DatasetRow.v1.avsc} on the class path. */
final class RowSchema {
  static final Schema SCHEMA = load("DatasetRow.v1.avsc");

  /** The key of a file's metadata that holds the features' names, one a line. */
  static final String FEATURES_KEY = "alcedo.features";

  static final int TRANSACTION = position("transaction");
  static final int EVENT_TIME = position("eventTime");
  static final int FRAUD = position("fraud");
  static final int LABEL_KNOWN_AT = position("labelKnownAt");
  static final int LABEL_SOURCE = position("labelSource");
  static final int WEIGHT = position("weight");
  static final int SPLIT = position("split");
  static final int CARD = position("card");
  static final int TERMINAL = position("terminal");
  static final int AMOUNT_MINOR = position("amountMinor");
  static final int CHANNEL = position("channel");
  static final int MERCHANT_CATEGORY = position("merchantCategory");
  static final int NEW_CARD = position("newCard");
  static final int VECTOR = position("vector");

  private RowSchema() {}

  static Schema of(int position) {
    return SCHEMA.getFields().get(position).schema();
  }

  private static int position(String field) {
    return SCHEMA.getField(field).pos();
  }

  private static Schema load(String resource) {
    try (InputStream in = RowSchema.class.getResourceAsStream(resource)) {
      return new SchemaParser().parse(Objects.requireNonNull(in, resource)).mainSchema();
    } catch (IOException e) {
      throw new UncheckedIOException("A schema on the class path can be read: " + resource, e);
    }
  }
}
