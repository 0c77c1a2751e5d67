package io.alcedo.registry;

/** Versions for tests. */
final class Versions {
  private Versions() {}

  /** The version of this number, with a digest of its own. */
  static ModelVersion of(int number) {
    return new ModelVersion("v" + number, "%064x".formatted(number + 1));
  }
}
