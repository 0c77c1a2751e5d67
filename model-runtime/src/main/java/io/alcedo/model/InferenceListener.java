package io.alcedo.model;

/** Hears of an {@link InferenceWorker}'s calls, on its thread; must be quick and not throw. */
public interface InferenceListener {
  /** One that ignores everything. */
  InferenceListener NONE = new InferenceListener() {};

  /** A batch of so many rows was scored in so many nanoseconds. */
  default void scored(int rows, long nanos) {}

  /** So many rows were explained in so many nanoseconds; so many others were skipped. */
  default void explained(int rows, int skipped, long nanos) {}

  /** A batch of so many rows failed. */
  default void failed(int rows, Throwable failure) {}
}
