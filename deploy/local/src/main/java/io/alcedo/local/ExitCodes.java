package io.alcedo.local;

/** What the exit code of every {@code alcedo} command means. */
public final class ExitCodes {
  /** The command did what it was asked for. */
  public static final int OK = 0;

  /** It failed while it ran; the message says why, the log says more. */
  public static final int FAILED = 1;

  /** Its words were off: an unknown option, a missing or wrong value. */
  public static final int USAGE = 2;

  /** The machine lacks something: Java 17 or libgomp. The launcher says so. */
  public static final int MACHINE = 3;

  /**
   * It refused to start: configuration, keyset, topics, feature set or model. All problems are
   * listed.
   */
  public static final int REFUSED = 4;

  /** What was asked for is not there: a transaction, a dead letter. */
  public static final int NOT_FOUND = 5;

  private ExitCodes() {}
}
