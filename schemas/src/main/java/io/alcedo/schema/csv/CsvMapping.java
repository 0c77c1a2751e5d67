package io.alcedo.schema.csv;

/** Which column of a CSV file gives which field of a transaction. Immutable and thread-safe. */
public final class CsvMapping {
  private final String source;

  private CsvMapping(String source) {
    this.source = source;
  }

  /**
   * Reads a mapping from YAML text.
   *
   * @param source what to call the text in errors
   * @throws CsvMappingException with all problems at once
   */
  public static CsvMapping parse(String yaml, String source) {
    return new CsvMapping(source);
  }

  /**
   * Returns the mapping that ships under this name ({@code handbook}), or the one in the file at
   * this path.
   *
   * @throws CsvMappingException with all problems at once, or where there is neither
   */
  public static CsvMapping named(String nameOrPath) {
    return new CsvMapping(nameOrPath);
  }

  /** Returns what the mapping is called in errors. */
  public String source() {
    return source;
  }
}
