package io.alcedo.privacy;

/**
 * Says that bytes are no Avro data of the schema they are read with. One instance a reason, without
 * stack trace, since hostile input may throw it a million times.
 */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  static final MalformedException CUT_SHORT = new MalformedException("the bytes end too early");
  static final MalformedException NUMBER = new MalformedException("a number has too many bits");
  static final MalformedException LENGTH = new MalformedException("a length is out of range");
  static final MalformedException COUNT = new MalformedException("a block count is out of range");
  static final MalformedException BRANCH = new MalformedException("a union index is out of range");
  static final MalformedException SYMBOL = new MalformedException("an enum index is out of range");
  static final MalformedException BOOLEAN = new MalformedException("a boolean is 0 or 1");
  static final MalformedException TEXT = new MalformedException("a text is not UTF-8");
  static final MalformedException DEPTH = new MalformedException("records nest too deeply");
  static final MalformedException TRAILING = new MalformedException("bytes follow the record");

  private final String reason;

  private MalformedException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
