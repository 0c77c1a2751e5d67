package io.alcedo.scoring.emit;

import io.alcedo.schema.bytes.RecordBytes;
import java.nio.charset.StandardCharsets;

/**
 * A text that one record after the other has, such as a model's version: kept in UTF-8 until
 * another one comes. Owned by one thread.
 */
final class RecurringText {
  private String text = "";
  private byte[] utf8 = {};

  /** Writes the text as Avro's string. */
  void write(String next, RecordBytes out) {
    if (!next.equals(text)) {
      text = next;
      utf8 = next.getBytes(StandardCharsets.UTF_8);
    }
    out.putAvroUtf8(utf8);
  }
}
