package io.alcedo.schema.csv;

/** Says which row of a CSV file could not be read and why; never holds a value that identifies. */
public final class CsvRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception for this problem. */
  public CsvRowException(String message) {
    super(message);
  }
}
