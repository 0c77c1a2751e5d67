package io.alcedo.scoring.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used: all of its problems at once. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /**
   * Creates the exception.
   *
   * @param source what the problems were found in, such as the name of a file
   * @param problems at least one problem
   */
  public ConfigException(String source, List<ConfigProblem> problems) {
    super(
        problems.stream()
            .map(problem -> "  " + problem)
            .collect(
                Collectors.joining(
                    "\n",
                    source
                        + " has "
                        + problems.size()
                        + (problems.size() == 1 ? " problem:\n" : " problems:\n"),
                    "")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, in the order in which they were found. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
