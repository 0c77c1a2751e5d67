package io.alcedo.model;

/** Hears of the calls of models, on the thread of their worker; must be quick and not throw. */
public interface InferenceListener {
  /** One that ignores everything. */
  InferenceListener NONE = new InferenceListener() {};

  /** So many rows were scored by a model in so many nanoseconds. */
  default void scored(ServedModel model, int rows, long nanos) {}

  /** So many rows were explained in so many nanoseconds; so many others were skipped. */
  default void explained(int rows, int skipped, long nanos) {}

  /** A model failed to score so many rows; with 0 rows, to explain some. */
  default void failed(ServedModel model, int rows, Throwable failure) {}
}
