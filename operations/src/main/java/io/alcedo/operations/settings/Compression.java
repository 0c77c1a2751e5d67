package io.alcedo.operations.settings;

/** How the producer compresses. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** LZ4. */
  LZ4,
  /** Zstandard. */
  ZSTD,
  /** Snappy. */
  SNAPPY,
  /** Gzip. */
  GZIP
}
