package io.alcedo.schema.csv;

import java.util.Map;

/** Text, some of it translated. */
record TextFormat(Map<String, String> translations) implements CellFormat {
  @Override
  public Object read(String text) {
    return translations.getOrDefault(text, text);
  }
}
