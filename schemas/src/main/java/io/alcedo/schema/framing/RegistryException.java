package io.alcedo.schema.framing;

import java.io.IOException;

/**
 * Says that a schema registry did not do what it was asked. Holds the status and the registry's
 * error code, never a body.
 */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  /** Creates an exception for an answer; status and error code are 0 where there was none. */
  RegistryException(String message, int status, int errorCode) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }

  /** Returns the HTTP status, or 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** Returns the registry's own error code, such as 40403; 0 where it stated none. */
  public int errorCode() {
    return errorCode;
  }

  /** Returns whether the registry said that it has no such schema or subject. */
  public boolean notFound() {
    return status == 404 && errorCode / 100 == 404;
  }

  /**
   * Returns whether the same request may succeed a moment later. A conflict may: Apicurio refuses
   * the later of two who register the same schema at the same moment.
   */
  boolean passing() {
    return status == 0 || status == 409 || status == 429 || status >= 500;
  }
}
