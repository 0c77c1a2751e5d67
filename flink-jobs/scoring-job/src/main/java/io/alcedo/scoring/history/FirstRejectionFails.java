package io.alcedo.scoring.history;

import io.alcedo.scoring.event.Rejection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink of rejections that lets none pass: a bounded run over a file is to compute all its rows,
 * and says which one it cannot.
 */
public final class FirstRejectionFails implements Sink<Rejection> {
  private static final long serialVersionUID = 1L;

  @Override
  public SinkWriter<Rejection> createWriter(WriterInitContext context) {
    return new Writer();
  }

  /** Fails on anything it is given. */
  private static final class Writer implements SinkWriter<Rejection> {
    @Override
    public void write(Rejection rejection, Context context) {
      throw new IllegalArgumentException(
          "Each row of a history is a valid transaction: file=%s, row=%d, code=%s: %s"
              .formatted(
                  rejection.origin().topic(),
                  rejection.origin().offset() + 1,
                  rejection.code(),
                  rejection.message()));
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
