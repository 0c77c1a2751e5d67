package io.alcedo.schema.framing;

import org.jspecify.annotations.Nullable;

/** Says why a message could not be read. Holds nothing of the message but its schema's id. */
public final class FramingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why a message could not be read. */
  public enum Code {
    /** The bytes do not begin as a framed message does. */
    NOT_AVRO,
    /** No schema is known by the message's fingerprint or id. */
    UNKNOWN_SCHEMA,
    /** The schema registry did not answer, or answered with an error; the message may be good. */
    REGISTRY_UNAVAILABLE,
    /** The message holds another record than was asked for. */
    OTHER_RECORD,
    /** The body does not fit the schema that is said to have written it. */
    UNDECODABLE
  }

  private final Code code;

  /** Creates an exception with a message that holds no value of a record. */
  public FramingException(Code code, String message) {
    this(code, message, null);
  }

  /** Creates an exception with a cause whose message holds no value of a record either. */
  public FramingException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the reason. */
  public Code code() {
    return code;
  }
}
