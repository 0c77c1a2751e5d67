package io.alcedo.training.dataset.leak;

import java.util.List;

/** Says which features know the future, or seem to. */
public final class LeakException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> features;

  /** Makes an exception that names these features. */
  public LeakException(String message, List<String> features) {
    super(message);
    this.features = List.copyOf(features);
  }

  /** Returns the features refused. */
  public List<String> features() {
    return features;
  }
}
