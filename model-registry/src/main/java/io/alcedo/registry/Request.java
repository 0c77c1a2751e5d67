package io.alcedo.registry;

/**
 * Who asks for a change, and why. Immutable.
 *
 * @param by a user id of the operator, or the name of a program such as {@code guard} or {@code
 *     gate}
 * @param reason why, in words; may be empty
 */
public record Request(String by, String reason) {
  /** Checks that someone asks. */
  public Request {
    if (by.isBlank()) {
      throw new IllegalArgumentException("Someone asks for a change: by=" + by);
    }
  }
}
