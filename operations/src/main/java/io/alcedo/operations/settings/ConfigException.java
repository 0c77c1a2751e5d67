package io.alcedo.operations.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used: all of its problems at once. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;
  private final transient String source;
  private final transient @Nullable Sound sound;

  /**
   * What of a configuration can be judged further although some of it is wrong.
   *
   * @param config the configuration, with values that stand in for wrong and missing ones
   * @param unsound the sections that hold such values
   */
  public record Sound(AlcedoConfig config, Set<String> unsound) {
    /** Copies the set. */
    public Sound {
      unsound = Set.copyOf(unsound);
    }

    /** Returns whether all values of some sections are what was stated. */
    public boolean holds(String... sections) {
      return Arrays.stream(sections).noneMatch(unsound::contains);
    }
  }

  /**
   * Creates the exception.
   *
   * @param source what the problems were found in, such as the name of a file
   * @param problems at least one problem
   */
  public ConfigException(String source, List<ConfigProblem> problems) {
    this(source, problems, null);
  }

  /**
   * Creates the exception.
   *
   * @param sound what can be judged further; null where nothing can
   */
  public ConfigException(String source, List<ConfigProblem> problems, @Nullable Sound sound) {
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
    this.source = source;
    this.sound = sound;
  }

  /** Returns what the problems were found in. */
  public String source() {
    return source;
  }

  /** Returns what can be judged further, or null where nothing can. */
  public @Nullable Sound sound() {
    return sound;
  }

  /** Returns the problems, in the order in which they were found. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
