package io.alcedo.benchmarks;

import io.alcedo.privacy.IngestResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.FramingException;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a message of the transactions topic to the anonymised row that the job works on. */
@State(Scope.Thread)
public class IngestBenchmark {
  static final int ROWS = 1024;

  private final Traffic traffic = new Traffic();
  private final SpecificDatumReader<Transaction> reader =
      new SpecificDatumReader<>(Transaction.class);
  private @Nullable BinaryDecoder decoder;
  private @Nullable Transaction reused;

  /** Decodes, validates and anonymises. Returns how many were accepted. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int ingest() {
    int accepted = 0;
    for (int i = 0; i < ROWS; i++) {
      traffic.advance();
      if (traffic.ingest.transaction(traffic.message()) instanceof IngestResult.Accepted) {
        accepted++;
      }
    }
    return accepted;
  }

  /** For comparison, decodes only, with Avro's own reader. Returns the sum of the amounts. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long plainAvro() throws IOException, FramingException {
    long sum = 0;
    for (int i = 0; i < ROWS; i++) {
      traffic.advance();
      byte[] message = traffic.message();
      int body = traffic.framing.parse(message).bodyOffset();
      decoder = DecoderFactory.get().binaryDecoder(message, body, message.length - body, decoder);
      reused = reader.read(reused, decoder);
      sum += reused.getAmountMinor();
    }
    return sum;
  }
}
