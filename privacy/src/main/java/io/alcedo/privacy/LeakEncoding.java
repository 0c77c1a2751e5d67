package io.alcedo.privacy;

/** How a value that should not be there was written where the {@link LeakCheck} found it. */
public enum LeakEncoding {
  /** As it is, in UTF-8. */
  PLAIN,
  /** All in lower case. */
  LOWER_CASE,
  /** All in upper case. */
  UPPER_CASE,
  /** Its digits with separators between them, or a text without its spaces and hyphens. */
  SEPARATED,
  /** Percent-encoded, as in a URL. */
  PERCENT,
  /** Hexadecimal digits of its UTF-8. */
  HEX,
  /** Base64 of its UTF-8, in either alphabet, wherever it begins within a group of three bytes. */
  BASE64,
  /** UTF-16, little-endian. */
  UTF_16LE,
  /** UTF-16, big-endian. */
  UTF_16BE,
  /** A number as a zigzag varint, as Avro writes a long, or as a plain one. */
  VARINT,
  /** A number in eight bytes, a long or a double, in either byte order. */
  BINARY_NUMBER,
  /** A number of two decimal digits a byte. */
  PACKED_DECIMAL,
  /** Its MD5, or the first eight bytes of it, raw, in hex or in base64. */
  MD5,
  /** The like with SHA-1. */
  SHA_1,
  /** The like with SHA-256. */
  SHA_256,
  /** The like with SHA-512. */
  SHA_512
}
