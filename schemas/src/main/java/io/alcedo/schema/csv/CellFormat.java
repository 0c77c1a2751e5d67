package io.alcedo.schema.csv;

/**
 * How the text of a cell becomes a value. Implementations are immutable; what they throw never
 * holds the text.
 */
interface CellFormat {
  /**
   * Returns the value of a text that is not empty.
   *
   * @throws IllegalArgumentException with the rule that the text breaks
   */
  Object read(String text);
}
