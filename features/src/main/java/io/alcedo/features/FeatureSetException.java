package io.alcedo.features;

import java.util.List;
import java.util.stream.Collectors;

/** A feature set that cannot be used; names everything that is wrong with it. */
public final class FeatureSetException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * One mistake.
   *
   * @param line line in the file, from 1; 0 where the file as a whole is meant
   * @param message what is wrong and, where there is one, the nearest right word
   */
  public record Problem(int line, String message) implements java.io.Serializable {}

  private final String source;
  private final List<Problem> problems;

  FeatureSetException(String source, List<Problem> problems) {
    super(
        problems.stream().map(problem -> text(source, problem)).collect(Collectors.joining("\n")));
    this.source = source;
    this.problems = List.copyOf(problems);
  }

  /** Returns the file or resource that was read. */
  public String source() {
    return source;
  }

  /** Returns all mistakes, in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(String source, Problem problem) {
    return source + ":" + (problem.line > 0 ? problem.line + ": " : " ") + problem.message;
  }
}
