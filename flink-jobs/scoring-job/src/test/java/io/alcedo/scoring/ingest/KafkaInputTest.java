package io.alcedo.scoring.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.TestKafka;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaInputTest {
  private static final InputTopics TOPICS = new InputTopics("tx", "tx-labels", "tx-outcomes");
  private static final long MOST_NANOS = 120_000_000_000L;

  @TempDir private Path directory;

  @Test
  void goesOnLiveAtExactlyTheRecordWhereTheHistoryEnded() throws Exception {
    try (TestKafka kafka = TestKafka.start()) {
      Properties client = new Properties();
      client.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
      client.setProperty(ConsumerConfig.GROUP_ID_CONFIG, "test");
      try (Admin admin = Admin.create(client)) {
        NewTopics.create(
            admin, TOPICS.all().stream().map(name -> new NewTopic(name, 2, (short) 1)).toList());
      }
      kafka.send(TOPICS.transactions(), transactions(0, 30));
      Source<Ingested, ?, ?> source =
          new KafkaInput(client, TOPICS, settings())
              .afterTopic(TOPICS.transactions(), OffsetsInitializer.latest(), false);
      // The ends are known from here on, so these are live although no one reads yet.
      kafka.send(TOPICS.transactions(), transactions(30, 50));

      runUntil(source, 50);
    }

    assertThat(ids(true)).containsExactlyInAnyOrderElementsOf(names(0, 30));
    assertThat(ids(false)).containsExactlyInAnyOrderElementsOf(names(30, 50));
  }

  private static void runUntil(Source<Ingested, ?, ?> source, int events) throws Exception {
    Collected.EVENTS.clear();
    StreamExecutionEnvironment env = LocalFlink.environment(2, new Configuration());
    env.fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            "source",
            IngestedSerializer.type(RowLayout.STANDARD))
        .uid("source")
        .sinkTo(new Collected())
        .uid("collected");
    JobClient job = env.executeAsync("input");
    long end = System.nanoTime() + MOST_NANOS;
    while (Collected.EVENTS.size() < events && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(20_000_000);
    }
    job.cancel().get();
  }

  private IngestSettings settings() throws Exception {
    return new IngestSettings(
        KeysetSource.createIfAbsent(directory),
        SingleObjectFraming::new,
        IngestLimits.DEFAULT,
        List.of(),
        JobClock.EVENT);
  }

  private static List<byte[]> transactions(int from, int to) {
    SingleObjectFraming framing = new SingleObjectFraming();
    return names(from, to).stream()
        .map(
            id ->
                framing.encode(
                    Transaction.newBuilder()
                        .setTransactionId(id)
                        .setEventTime(Instant.parse("2026-03-01T12:00:00Z"))
                        .setAmountMinor(1)
                        .setBaseAmountMinor(1)
                        .setCurrency("EUR")
                        .setCardNumber("card")
                        .build()))
        .toList();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "t" + i).toList();
  }

  private static List<String> ids(boolean history) {
    return Collected.EVENTS.stream()
        .map(ingested -> (TransactionEvent) ((Accepted) ingested).event())
        .filter(event -> event.history() == history)
        .map(event -> event.row().required(TransactionRow.TRANSACTION_ID))
        .toList();
  }

  /** Keeps what it is given in this JVM. */
  private static final class Collected implements Sink<Ingested> {
    private static final Queue<Ingested> EVENTS = new ConcurrentLinkedQueue<>();

    @Override
    public SinkWriter<Ingested> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Ingested ingested, Context context) {
          EVENTS.add(ingested);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
