package io.alcedo.scoring;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A steady load of forty cards on a job of the house, until it is closed. */
final class SwapLoad implements AutoCloseable {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final SwapHouse house;
  private final AlcedoConfig config;
  private final Thread thread;
  private volatile Amounts amounts;
  private volatile boolean ending;
  private volatile int sent;

  /** What the cards pay. */
  enum Amounts {
    /** Up to 600.00, one in fifty above 900.00. */
    MIXED {
      @Override
      long minor(Random random) {
        return random.nextInt(50) == 0
            ? 90_000 + random.nextInt(10_000)
            : 100 + random.nextInt(60_000);
      }
    },
    /** Up to 500.00, one in fifty above 1,200.00: nothing that a model could be unsure of. */
    PLAIN {
      @Override
      long minor(Random random) {
        return random.nextInt(50) == 0
            ? 120_000 + random.nextInt(10_000)
            : 100 + random.nextInt(50_000);
      }
    },
    /** From 700.00 to 900.00, on either side of where model 1 calls for attention. */
    SUSPICIOUS {
      @Override
      long minor(Random random) {
        return 70_000 + random.nextInt(20_000);
      }
    };

    /** Returns an amount in minor units. */
    abstract long minor(Random random);
  }

  /** Starts to send mixed amounts. */
  SwapLoad(SwapHouse house, AlcedoConfig config) {
    this(house, config, Amounts.MIXED);
  }

  /** Starts to send such amounts. */
  SwapLoad(SwapHouse house, AlcedoConfig config, Amounts amounts) {
    this.house = house;
    this.config = config;
    this.amounts = amounts;
    this.thread = new Thread(this::send);
    thread.start();
  }

  /** Returns the message of a payment, a second later than that of the number before. */
  static byte[] payment(int number, int card, long amountMinor) {
    return FRAMING.encode(
        Transaction.newBuilder()
            .setTransactionId("t-" + number)
            .setEventTime(START.plusSeconds(number))
            .setAmountMinor(amountMinor)
            .setBaseAmountMinor(amountMinor)
            .setCurrency("EUR")
            .setCardNumber("card-" + card)
            .build());
  }

  int sent() {
    return sent;
  }

  /** Pays such amounts from now on. */
  void pay(Amounts others) {
    amounts = others;
  }

  private void send() {
    Random random = new Random(5);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", house.kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      while (!ending) {
        int card = random.nextInt(40);
        producer.send(
            new ProducerRecord<>(
                config.topics().transactions(),
                new byte[] {(byte) card},
                payment(sent, card, amounts.minor(random))));
        sent++;
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  /** Waits until so many more transactions were sent and all decided. */
  void more(int count) throws Exception {
    int enough = sent + count;
    SwapHouse.await(() -> sent >= enough);
    int all = sent;
    SwapHouse.await(() -> decided() >= all);
  }

  private long decided() throws Exception {
    return house.events(config).stream().map(RiskEvent::getTransactionId).distinct().count();
  }

  @Override
  public void close() throws Exception {
    ending = true;
    thread.join();
  }
}
