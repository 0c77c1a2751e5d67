package io.alcedo.scoring.history;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * A sink that writes transactions with their vectors to one file, in the form in which the job
 * passes them on, for who goes on with them in memory once the run has ended: each float is the
 * very one that the hops computed. Rows are anonymised, as everywhere behind the source. To be run
 * with parallelism 1.
 *
 * <p>A byte of one stands before each transaction, and a zero behind the last, so that a file cut
 * short is told from a whole one. The form is that of this release; the file does not outlive the
 * command that wrote it.
 */
public final class VectorsFile implements Sink<TransactionEvent> {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ONE_MORE = 1;
  private static final int END = 0;

  private final String file;
  private final List<String> signals;

  /** Takes each transaction, in the order in which they were written. */
  @FunctionalInterface
  public interface Taker {
    /** Takes one transaction, which is the taker's own from then on. */
    void take(TransactionEvent event) throws IOException;
  }

  /**
   * Creates a sink.
   *
   * @param file what is written, over anything that is there
   * @param layout the layout of the rows
   */
  public VectorsFile(Path file, RowLayout layout) {
    this.file = file.toAbsolutePath().toString();
    this.signals = List.copyOf(layout.signals());
  }

  @Override
  public SinkWriter<TransactionEvent> createWriter(WriterInitContext context) throws IOException {
    return new Writer(Files.newOutputStream(Path.of(file)), serializer());
  }

  /**
   * Reads the file of a run that has ended.
   *
   * @throws IOException where it cannot be read, or was not written to its end
   */
  public void read(Taker taker) throws IOException {
    TypeSerializer<TransactionEvent> serializer = serializer();
    try (InputStream in =
            new BufferedInputStream(Files.newInputStream(Path.of(file)), BUFFER_BYTES);
        DataInputViewStreamWrapper view = new DataInputViewStreamWrapper(in)) {
      while (view.readUnsignedByte() == ONE_MORE) {
        taker.take(serializer.deserialize(view));
      }
    }
  }

  private TypeSerializer<TransactionEvent> serializer() {
    return EventTypes.transactions(RowLayout.withSignals(signals))
        .createSerializer(new SerializerConfigImpl());
  }

  /** Writes the transactions; not thread-safe. */
  private static final class Writer implements SinkWriter<TransactionEvent> {
    private final DataOutputViewStreamWrapper out;
    private final TypeSerializer<TransactionEvent> serializer;
    private boolean ended;

    Writer(OutputStream file, TypeSerializer<TransactionEvent> serializer) {
      this.out = new DataOutputViewStreamWrapper(new BufferedOutputStream(file, BUFFER_BYTES));
      this.serializer = serializer;
    }

    @Override
    public void write(TransactionEvent event, Context context) throws IOException {
      out.writeByte(ONE_MORE);
      serializer.serialize(event, out);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (endOfInput && !ended) {
        ended = true;
        out.writeByte(END);
      }
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
