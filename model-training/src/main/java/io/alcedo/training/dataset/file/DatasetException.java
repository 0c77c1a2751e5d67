package io.alcedo.training.dataset.file;

/** Says why a dataset was not written or read, with a category that can label a metric. */
public final class DatasetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Code {
    /** The place of a new dataset is taken. */
    TAKEN,
    /** Files cannot be read or written, or are none of a dataset. */
    UNREADABLE,
    /** Files are not those that the dataset's description names. */
    DAMAGED,
    /** No row is left. */
    EMPTY
  }

  private final Code code;

  /** Makes an exception of this category. */
  public DatasetException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** Makes an exception of this category with what caused it. */
  public DatasetException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the category. */
  public Code code() {
    return code;
  }
}
