package io.alcedo.privacy;

/** Says that a keyset cannot be used, with a category; no message holds key material. */
public final class KeysetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a keyset. */
  public enum Code {
    /** There is no such file or environment variable, or it is empty. */
    MISSING,
    /** The file is there but cannot be read. */
    UNREADABLE,
    /** Others than its owner may read or write the file. */
    EXPOSED,
    /** The text is no Tink keyset in JSON. */
    MALFORMED,
    /** The keyset has no enabled primary key. */
    NO_PRIMARY,
    /** An enabled key is not an HMAC-SHA-256 PRF key. */
    WRONG_TYPE,
    /** An enabled key has fewer than 32 bytes. */
    TOO_SHORT,
    /** A keyset is already there and is never overwritten. */
    ALREADY_EXISTS,
    /** The keyset file cannot be written. */
    NOT_WRITABLE,
    /** Another change of the keyset is being written. */
    BUSY,
    /** A rotation runs already. */
    ROTATING,
    /** No rotation runs that could be ended. */
    NOT_ROTATING,
    /** The old key of a rotation is still needed. */
    TOO_EARLY,
    /** The keyset lacks a key that is asked for. */
    NO_SUCH_KEY
  }

  private final Code code;

  KeysetException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** Returns the category. */
  public Code code() {
    return code;
  }
}
