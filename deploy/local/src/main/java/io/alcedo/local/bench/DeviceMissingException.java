package io.alcedo.local.bench;

/** The device that a measurement was asked to run on is not here. */
final class DeviceMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  DeviceMissingException(String message) {
    super(message);
  }
}
