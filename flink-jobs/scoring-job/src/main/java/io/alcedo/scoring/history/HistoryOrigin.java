package io.alcedo.scoring.history;

import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;

/**
 * Where past transactions come from. Implementations are small and serializable, since the job
 * graph carries them to the reader; they hold no transaction.
 */
public interface HistoryOrigin extends Serializable {
  /** Returns a short name for the coordinates of its records, such as a file's name. */
  String name();

  /**
   * Opens the transactions at their beginning, in the order of their event times. Each call gives
   * the same transactions, so that a reader can go on where it was. An iterator that is {@link
   * AutoCloseable} is closed by who opened it.
   *
   * @throws IOException where they cannot be read
   */
  Iterator<LabelledTransaction> open() throws IOException;
}
