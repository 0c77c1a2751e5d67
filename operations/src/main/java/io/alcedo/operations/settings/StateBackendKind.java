package io.alcedo.operations.settings;

/** Where profiles live. */
public enum StateBackendKind {
  /** In memory. */
  HEAP,
  /** On disk. */
  ROCKSDB
}
