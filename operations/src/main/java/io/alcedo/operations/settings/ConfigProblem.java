package io.alcedo.operations.settings;

/**
 * One thing that is wrong with a configuration or with what it names.
 *
 * @param line the line of the file, from 1, or 0 where the problem has no line
 * @param message the rule that is broken and the value that breaks it, never a secret
 */
public record ConfigProblem(int line, String message) {
  @Override
  public String toString() {
    return line > 0 ? "line " + line + ": " + message : message;
  }
}
