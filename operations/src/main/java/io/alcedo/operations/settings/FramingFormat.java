package io.alcedo.operations.settings;

/** How Avro records are framed. */
public enum FramingFormat {
  /** Avro's single-object encoding. */
  SINGLE_OBJECT,
  /** The wire format of schema registries. */
  CONFLUENT
}
