package io.alcedo.scoring.history;

import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;

/**
 * A history as it would be if every label became known the same time after its transaction,
 * whatever its own time of report.
 *
 * @param origin the history
 * @param delay the time from a transaction to its label, not negative
 */
public record DelayedLabels(HistoryOrigin origin, Duration delay) implements HistoryOrigin {
  /** Checks the delay. */
  public DelayedLabels {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("A label's delay is not negative: delay=" + delay);
    }
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public Iterator<LabelledTransaction> open() throws IOException {
    return new Delayed(origin.open(), delay.toMillis());
  }

  /** Passes on transactions with another time of their labels; closes what it reads. */
  private record Delayed(Iterator<LabelledTransaction> source, long delayMillis)
      implements Iterator<LabelledTransaction>, AutoCloseable {
    @Override
    public boolean hasNext() {
      return source.hasNext();
    }

    @Override
    public LabelledTransaction next() {
      LabelledTransaction next = source.next();
      return new LabelledTransaction(
          next.transaction(),
          next.fraud(),
          next.transaction().getEventTime().toEpochMilli() + delayMillis,
          next.outcome());
    }

    @Override
    public void close() throws Exception {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }
}
