package io.alcedo.model;

import org.jspecify.annotations.Nullable;

/** The refusal of a model bundle, with a code that can be counted and a message that says why. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1;

  private final BundleProblem problem;

  /** A refusal without a cause. */
  public BundleException(BundleProblem problem, String message) {
    this(problem, message, null);
  }

  /** A refusal that another failure brought about. */
  public BundleException(BundleProblem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong with the bundle. */
  public BundleProblem problem() {
    return problem;
  }
}
