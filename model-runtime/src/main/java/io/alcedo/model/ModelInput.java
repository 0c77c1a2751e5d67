package io.alcedo.model;

import java.util.List;

/** A model's one input: its name in the graph and its shape, where -1 is the number of rows. */
public record ModelInput(String name, List<Long> shape) {

  /** Checks that there is a name and copies the shape. */
  public ModelInput {
    shape = List.copyOf(shape);
    if (name.isBlank()) {
      throw new IllegalArgumentException("An input has a name: name=" + name);
    }
  }

  /** The input of a model with so many features. */
  public static ModelInput rows(String name, int features) {
    return new ModelInput(name, List.of(-1L, (long) features));
  }
}
