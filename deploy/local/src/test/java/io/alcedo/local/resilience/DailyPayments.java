package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Payments of a few cards and devices over 75 days, a rotation of the key in the middle of these
 * days, and the vectors that a job makes of them.
 */
final class DailyPayments {
  static final int A_DAY = 6;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** When a rotation starts, how long it takes, and when the new key takes over. */
  static final Instant START = BEGIN.plus(Duration.ofDays(20));

  static final Duration LENGTH = Duration.ofDays(37);
  static final Instant TAKEOVER = START.plus(LENGTH);
  static final Duration GRACE = Duration.ofHours(1);

  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final int DAYS = 75;
  private static final List<Message> ALL = all();

  private DailyPayments() {}

  /** One partition and one task each: the order in which records come is the same in each run. */
  static AlcedoConfig config(House house, String name, Map<String, String> overrides)
      throws Exception {
    Map<String, String> settings = new HashMap<>(overrides);
    settings.put("job.parallelism", "1");
    settings.put("clock.kind", "event");
    settings.put("clock.max_past", "400d");
    settings.put("clock.max_future", "400d");
    return house.config(name, settings);
  }

  /** Returns the payments of some days. */
  static List<Message> of(int from, int to) {
    return ALL.subList(from * A_DAY, to * A_DAY);
  }

  /** Returns the event time of a payment. */
  static Instant time(int number) {
    return BEGIN.plus(Duration.ofDays(1).dividedBy(A_DAY).multipliedBy(number));
  }

  /** Sends the payments of some days, and waits until all up to then are scored. */
  static void send(House house, AlcedoConfig config, TopicTail features, int from, int to)
      throws Exception {
    house.send(config.topics().transactions(), of(from, to));
    Await.until("all are scored", () -> vectors(features).size() == to * A_DAY);
  }

  /** Returns the vector of each payment. */
  static Map<String, List<Float>> vectors(TopicTail features) throws Exception {
    Map<String, List<Float>> vectors = new HashMap<>();
    for (ScoredFeatures record : features.decoded(ScoredFeatures.class)) {
      List<Float> vector = List.copyOf(record.getVector());
      List<Float> before = vectors.putIfAbsent(record.getTransactionId(), vector);
      assertThat(before).as("what is computed twice is the same").isIn(null, vector);
    }
    return vectors;
  }

  private static List<Message> all() {
    Random random = new Random(11);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < DAYS * A_DAY; i++) {
      long amount = 500 + random.nextInt(99_000);
      Transaction transaction =
          Transaction.newBuilder()
              .setTransactionId("t" + i)
              .setTenant("acme")
              .setEventTime(time(i))
              .setAmountMinor(amount)
              .setBaseAmountMinor(amount)
              .setCurrency("EUR")
              .setCardNumber("card-" + random.nextInt(5))
              .setAcquirerId("acquirer")
              .setMerchantId("merchant")
              .setTerminalId("terminal-" + random.nextInt(3))
              .setDeviceId("device-" + random.nextInt(4))
              .build();
      messages.add(new Message(0, null, FRAMING.encode(transaction)));
    }
    return messages;
  }
}
