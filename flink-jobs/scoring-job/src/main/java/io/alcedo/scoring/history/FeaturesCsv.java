package io.alcedo.scoring.history;

import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that writes transactions and their vectors to one CSV file: a header, then a row for each
 * transaction in the order it comes; the transaction id first, then the features sorted by name. A
 * whole number has no decimal point, an unknown value is empty, and every other value is the
 * shortest decimal that reads back to the same float. To be run with parallelism 1.
 *
 * <p>The rows go to a file beside the output, which takes the output's name when all are written,
 * so no one ever sees a part of it.
 */
public final class FeaturesCsv implements Sink<TransactionEvent> {
  private static final long serialVersionUID = 1L;
  private static final float WHOLE_BELOW = 1 << 24;

  private final String output;
  private final List<String> names;

  /**
   * Creates a sink.
   *
   * @param output the file, which is overwritten
   * @param names the features' names, in the order of the vector
   */
  public FeaturesCsv(Path output, List<String> names) {
    this.output = output.toAbsolutePath().toString();
    this.names = List.copyOf(names);
  }

  @Override
  public SinkWriter<TransactionEvent> createWriter(WriterInitContext context) throws IOException {
    return new Writer(Path.of(output), names);
  }

  /** Writes the rows; not thread-safe. */
  private static final class Writer implements SinkWriter<TransactionEvent> {
    private final Path output;
    private final Path draft;
    private final int[] order;
    private final BufferedWriter out;
    private final StringBuilder line = new StringBuilder();
    private boolean complete;

    Writer(Path output, List<String> names) throws IOException {
      this.output = output;
      this.draft = output.resolveSibling("." + output.getFileName() + ".part");
      this.order =
          IntStream.range(0, names.size())
              .boxed()
              .sorted((a, b) -> names.get(a).compareTo(names.get(b)))
              .mapToInt(Integer::intValue)
              .toArray();
      this.out = Files.newBufferedWriter(draft);
      line.append("transactionId");
      for (int place : order) {
        line.append(',').append(names.get(place));
      }
      writeLine();
    }

    @Override
    public void write(TransactionEvent event, Context context) throws IOException {
      float[] vector = event.requiredVector();
      appendText(event.row().required(TransactionRow.TRANSACTION_ID));
      for (int place : order) {
        line.append(',');
        appendValue(vector[place]);
      }
      writeLine();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      out.flush();
      if (endOfInput && !complete) {
        complete = true;
        out.close();
        try {
          Files.move(draft, output, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(draft, output, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(draft);
    }

    private void appendText(String text) {
      if (text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0) {
        line.append(text);
      } else {
        line.append('"').append(text.replace("\"", "\"\"")).append('"');
      }
    }

    private void appendValue(float value) {
      if (Float.isNaN(value)) {
        return;
      }
      if (value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW) {
        line.append((int) value);
      } else {
        line.append(value);
      }
    }

    private void writeLine() throws IOException {
      out.append(line.append('\n'));
      line.setLength(0);
    }
  }
}
