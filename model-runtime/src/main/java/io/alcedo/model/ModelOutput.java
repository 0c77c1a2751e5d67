package io.alcedo.model;

/** The output that holds the scores: its name in the graph. One probability a row. */
public record ModelOutput(String name) {

  /** Checks that there is a name. */
  public ModelOutput {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An output has a name: name=" + name);
    }
  }
}
