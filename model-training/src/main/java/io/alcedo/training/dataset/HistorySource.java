package io.alcedo.training.dataset;

import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.util.Iterator;

/** A history that can be read from its start more than once, each time the same. */
@FunctionalInterface
public interface HistorySource {
  /** Opens the history at its first transaction. Who opened it closes it with {@link #close}. */
  Iterator<LabelledTransaction> open() throws IOException;

  /** Closes a history that was opened, where it can be closed. */
  static void close(Iterator<LabelledTransaction> history) throws IOException {
    if (history instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException("A history can be closed: " + e.getMessage(), e);
      }
    }
  }
}
