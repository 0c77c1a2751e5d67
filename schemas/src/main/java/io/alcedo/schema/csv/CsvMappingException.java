package io.alcedo.schema.csv;

import java.util.List;

/** Says everything that is wrong with a mapping, all at once. */
public final class CsvMappingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /** Creates an exception for the problems of the mapping of this source. */
  public CsvMappingException(String source, List<String> problems) {
    super(
        "A CSV mapping is valid: source="
            + source
            + ", problems="
            + problems.size()
            + "\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, each a sentence that names where it is. */
  public List<String> problems() {
    return problems;
  }
}
