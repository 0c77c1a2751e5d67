package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.EarlierAlert;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, ended and started anew before, during and after a rotation of its key. */
@ExtendWith(HouseExtension.class)
class KeyRotationRestartTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant START = BEGIN.plus(Duration.ofDays(20));
  private static final Duration LENGTH = Duration.ofDays(37);
  private static final Duration GRACE = Duration.ofHours(1);
  private static final int A_DAY = 6;
  private static final int ALL = 75 * A_DAY;

  @TempDir private Path directory;

  private @Nullable RunningJob job;

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void vectorsAreThoseOfAJobThatNeverRotated(House house) throws Exception {
    List<Message> transactions = transactions();
    Map<String, Set<String>> links = new HashMap<>();
    Map<String, List<Float>> expected = withoutRotation(house, transactions, links);
    Path keyset = directory.resolve("keyset.json");
    KeysetSource.create(keyset);
    AlcedoConfig config =
        config(house, "rotated", Map.of("privacy.keyset_file", keyset.toString()));
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      String first = send(house, config, features, transactions, 0, 20);
      job.cancel();
      KeyRotation rotation =
          Objects.requireNonNull(
              KeysetSource.change(keyset, keys -> KeyChange.begin(keys, START, LENGTH)).rotation());
      job = house.start(config, first);
      send(house, config, features, transactions, 20, 40);
      house.loseTaskManager();
      Await.until("the job runs again", () -> job.attempts() > 0);
      job.awaitRunning();
      String middle = send(house, config, features, transactions, 40, 50);
      job.cancel();
      job = house.start(config, middle);
      String after = send(house, config, features, transactions, 50, 60);
      job.cancel();
      Instant retired = rotation.takeoverAt().plus(GRACE);
      KeysetSource.change(keyset, keys -> KeyChange.retire(keys, retired, GRACE));
      long repeated = MetricsText.now().transactions("duplicate");
      job = house.start(config, after);
      house.send(config.topics().transactions(), transactions.subList(50 * A_DAY, 60 * A_DAY));
      send(house, config, features, transactions, 60, 75);

      assertThat(MetricsText.now().transactions("duplicate") - repeated).isEqualTo(10 * A_DAY);
      assertThat(vectors(features)).isEqualTo(expected);
      assertThat(features.decoded(ScoredFeatures.class))
          .allSatisfy(record -> assertTokens(record, rotation));
      Map<String, Set<String>> linked = links(house, config);
      assertThat(linked).isEqualTo(links);
      assertThat(linked.values()).as("alerts that name earlier ones").anyMatch(e -> !e.isEmpty());
    }
    try (TopicTail letters = house.tail(config.topics().deadLetters())) {
      assertThat(letters.decoded(DeadLetter.class)).isEmpty();
    }
  }

  private static void assertTokens(ScoredFeatures record, KeyRotation rotation) {
    Instant time = record.getEventTime();
    String inForce = time.isBefore(rotation.takeoverAt()) ? rotation.from() : rotation.to();
    assertThat(record.getEntities().get("cardToken")).startsWith(inForce + ".");
    String next = record.getEntities().get("next.cardToken");
    if (time.isBefore(rotation.startedAt()) || !time.isBefore(rotation.takeoverAt())) {
      assertThat(next).isNull();
    } else {
      assertThat(next).startsWith(rotation.to() + ".");
    }
  }

  /** Returns of each alert after the takeover which ones since the start it names. */
  private static Map<String, Set<String>> links(House house, AlcedoConfig config) throws Exception {
    Map<String, Set<String>> links = new TreeMap<>();
    try (TopicTail alerts = house.tail(config.topics().alerts())) {
      for (Alert alert : alerts.decoded(Alert.class)) {
        if (!alert.getRiskEvent().getEventTime().isBefore(START.plus(LENGTH))) {
          Set<String> earlier = new TreeSet<>();
          for (EarlierAlert each : alert.getEarlierAlerts()) {
            if (!each.getEventTime().isBefore(START)) {
              earlier.add(each.getAlertId());
            }
          }
          links.put(alert.getAlertId(), earlier);
        }
      }
    }
    return links;
  }

  private Map<String, List<Float>> withoutRotation(
      House house, List<Message> transactions, Map<String, Set<String>> links) throws Exception {
    AlcedoConfig config = config(house, "unrotated", Map.of());
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      send(house, config, features, transactions, 0, 75);
      job.cancel();
      links.putAll(links(house, config));
      return vectors(features);
    }
  }

  /** Sends the transactions of some days, waits until all are scored and takes a checkpoint. */
  private String send(
      House house,
      AlcedoConfig config,
      TopicTail features,
      List<Message> transactions,
      int from,
      int to)
      throws Exception {
    house.send(config.topics().transactions(), transactions.subList(from * A_DAY, to * A_DAY));
    Await.until("all are scored", () -> vectors(features).size() == to * A_DAY);
    return Objects.requireNonNull(job).checkpoint();
  }

  /** One partition and one task each: the order in which records come is the same in each run. */
  private static AlcedoConfig config(House house, String name, Map<String, String> overrides)
      throws Exception {
    Map<String, String> settings = new HashMap<>(overrides);
    settings.put("job.parallelism", "1");
    settings.put("clock.kind", "event");
    settings.put("clock.max_past", "400d");
    settings.put("clock.max_future", "400d");
    return house.config(name, settings);
  }

  private static Map<String, List<Float>> vectors(TopicTail features) throws Exception {
    Map<String, List<Float>> vectors = new HashMap<>();
    for (ScoredFeatures record : features.decoded(ScoredFeatures.class)) {
      List<Float> vector = List.copyOf(record.getVector());
      List<Float> before = vectors.putIfAbsent(record.getTransactionId(), vector);
      assertThat(before).as("what is computed twice is the same").isIn(null, vector);
    }
    return vectors;
  }

  private static List<Message> transactions() {
    Random random = new Random(11);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      long amount = 500 + random.nextInt(99_000);
      Transaction transaction =
          Transaction.newBuilder()
              .setTransactionId("t" + i)
              .setTenant("acme")
              .setEventTime(BEGIN.plus(Duration.ofDays(1).dividedBy(A_DAY).multipliedBy(i)))
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
