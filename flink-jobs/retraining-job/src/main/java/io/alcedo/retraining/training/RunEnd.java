package io.alcedo.retraining.training;

/**
 * How a run ended. Immutable.
 *
 * @param result what became of it
 * @param words why, in words
 * @param atMillis when, in milliseconds since 1970 UTC
 */
public record RunEnd(Result result, String words, long atMillis) {
  /** What becomes of a run. Names are labels of metrics and in records, and never change. */
  public enum Result {
    /** The challenger took the champion's place. */
    PROMOTED,
    /** The gate held it back; it stays staged. */
    HELD,
    /** Someone retired it, or replaced the champion, before the gate was done. */
    ABANDONED,
    /** No model came of it. */
    FAILED
  }
}
