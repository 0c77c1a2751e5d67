package io.alcedo.retraining.verdict;

import io.alcedo.features.language.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A verdict table that cannot be used; names everything that is wrong with it. */
public final class VerdictTableException extends Exception {
  private static final long serialVersionUID = 1L;

  VerdictTableException(String source, List<Problem> problems) {
    super(
        problems.stream().map(problem -> text(source, problem)).collect(Collectors.joining("\n")));
  }

  VerdictTableException(String source, String message) {
    this(source, List.of(new Problem(0, message)));
  }

  private static String text(String source, Problem problem) {
    return source + ":" + (problem.line() > 0 ? problem.line() + ": " : " ") + problem.message();
  }
}
