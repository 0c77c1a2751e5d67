package io.alcedo.training.trainer;

/** Says why no model came of a training, with a category that can label a metric. */
public final class TrainingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Code {
    /** The trainer's native library does not load, for example because libgomp is missing. */
    NATIVE_LIBRARY,
    /** Too few rows, or rows of only one class, on one side of the split. */
    TOO_LITTLE_DATA,
    /** The trainer failed. */
    TRAINER_FAILED,
    /** The trainer's model has something that the export cannot express. */
    NOT_EXPORTABLE,
    /** The exported model does not score as the trained one does. */
    NOT_EQUAL,
    /** The bundle could not be written or read back. */
    BUNDLE
  }

  private final Code code;

  /** Makes an exception of this category; the message says what to do. */
  public TrainingException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** Makes an exception of this category with what caused it. */
  public TrainingException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the category. */
  public Code code() {
    return code;
  }
}
