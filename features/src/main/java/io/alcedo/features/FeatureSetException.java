package io.alcedo.features;

import io.alcedo.features.language.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A feature set that cannot be used; names everything that is wrong with it. */
public final class FeatureSetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final ArrayList<Problem> problems;

  FeatureSetException(String source, List<Problem> problems) {
    super(
        problems.stream().map(problem -> text(source, problem)).collect(Collectors.joining("\n")));
    this.source = source;
    this.problems = new ArrayList<>(problems);
  }

  /** Returns the file or resource that was read. */
  public String source() {
    return source;
  }

  /** Returns all mistakes, in the order of their lines. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  private static String text(String source, Problem problem) {
    return source + ":" + (problem.line() > 0 ? problem.line() + ": " : " ") + problem.message();
  }
}
