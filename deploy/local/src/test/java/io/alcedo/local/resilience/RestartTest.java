package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.leak.CanaryPerson;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.Coordinates;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.SlowModel;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that ends in the middle of its work, or loses a machine, and goes on. */
@ExtendWith(HouseExtension.class)
class RestartTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofHours(1));
  private static final Duration SLOW = Duration.ofMillis(10);

  private House house;
  private AlcedoConfig config;
  private RunningJob job;

  @BeforeEach
  void move(House given) {
    house = given;
    SlowModel.pause(SLOW);
  }

  @AfterEach
  void stop() throws Exception {
    SlowModel.pause(Duration.ZERO);
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void losesNothingAndKnowsRepetitionsFromBeforeARestart() throws Exception {
    config = config("restart", Map.of());
    job = house.start(config, null);
    List<Message> first = transactions(0, 400);
    Set<Coordinates> expected = send(first);
    try (TopicTail events = house.tail(config.topics().riskEvents());
        TopicTail letters = house.tail(config.topics().deadLetters())) {
      Await.until("some are scored", () -> events.records().size() >= 100);
      String checkpoint = job.checkpoint();
      expected.addAll(send(transactions(400, 2_000)));
      Await.until("more are scored", () -> events.records().size() >= 600);
      assertThat(events.records().size()).as("it ends mid-stream").isLessThan(2_400);
      job.cancel();
      MetricsText before = MetricsText.now();

      SlowModel.pause(Duration.ZERO);
      job = house.start(config, checkpoint);
      List<Message> more = new ArrayList<>(first.subList(0, 100));
      more.addAll(changed(5));
      send(more);
      expected.addAll(send(transactions(2_400, 200)));
      Await.until(
          "all are scored and all repetitions are known",
          () ->
              coordinates(events).containsAll(expected)
                  && letters.records().size() >= 5
                  && duplicates() >= before.transactions("duplicate") + 100);
      job.checkpoint();

      assertThat(duplicates() - before.transactions("duplicate")).isEqualTo(100);
      assertThat(letters.decoded(DeadLetter.class))
          .hasSize(5)
          .allSatisfy(letter -> assertThat(letter.getCode()).isEqualTo("CONTENT_MISMATCH"));
      assertThat(coordinates(events)).isEqualTo(expected);
      assertRepeatedOnlyByTheirOwnId(events);
    }
  }

  @Test
  void readersOfCommittedRecordsSeeEachOnceAcrossFailuresAndRestarts() throws Exception {
    config = config("once", Map.of("sinks.delivery", "exactly-once", "state.unaligned", "true"));
    job = house.start(config, null);
    Set<Coordinates> expected = send(transactions(5_000, 1_000));
    awaitScored(200);
    job.checkpoint();
    expected.addAll(send(transactions(6_000, 1_000)));
    awaitScored(200);
    house.loseTaskManager();
    Await.until("the job runs again", () -> job.attempts() > 0);
    job.awaitRunning();
    String checkpoint = job.checkpoint();
    expected.addAll(send(transactions(7_000, 1_000)));
    awaitScored(200);
    job.cancel();

    SlowModel.pause(Duration.ZERO);
    job = house.start(config, checkpoint);
    expected.addAll(send(transactions(8_000, 200)));
    try (TopicTail events = house.tail(config.topics().riskEvents())) {
      Await.until(
          "all are committed",
          () -> {
            job.checkpoint();
            return coordinates(events).containsAll(expected);
          });
      List<RiskEvent> seen = events.decoded(RiskEvent.class);
      assertThat(seen.stream().map(Coordinates::of)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(seen.stream().map(RiskEvent::getTransactionId)).doesNotHaveDuplicates();
    }
  }

  private AlcedoConfig config(String name, Map<String, String> overrides) throws Exception {
    Map<String, String> settings = new HashMap<>(overrides);
    settings.put("model.max_batch", "2");
    settings.put("model.max_pending", "2");
    return house.config(name, settings);
  }

  /** At least once: a record may come again, and then it is the same transaction's. */
  private static void assertRepeatedOnlyByTheirOwnId(TopicTail events) throws Exception {
    Map<Coordinates, String> ids = new HashMap<>();
    Set<String> distinct = new HashSet<>();
    List<RiskEvent> all = events.decoded(RiskEvent.class);
    for (RiskEvent event : all) {
      String before = ids.putIfAbsent(Coordinates.of(event), event.getTransactionId());
      assertThat(before).isIn(null, event.getTransactionId());
      distinct.add(event.getTransactionId());
    }
    assertThat(distinct).hasSameSizeAs(ids.keySet());
    assertThat(all.size())
        .as("what came after the checkpoint came again")
        .isGreaterThan(ids.size());
  }

  private static Set<Coordinates> coordinates(TopicTail events) throws Exception {
    Set<Coordinates> coordinates = new HashSet<>();
    events.decoded(RiskEvent.class).forEach(event -> coordinates.add(Coordinates.of(event)));
    return coordinates;
  }

  private static long duplicates() throws Exception {
    return MetricsText.now().transactions("duplicate");
  }

  /** Waits until so many more are scored, committed or not. */
  private static void awaitScored(int more) throws Exception {
    long count = MetricsText.now().transactions("scored") + more;
    Await.until("more are scored", () -> MetricsText.now().transactions("scored") >= count);
  }

  private Set<Coordinates> send(List<Message> messages) throws Exception {
    return new HashSet<>(house.send(config.topics().transactions(), messages));
  }

  private static List<Message> transactions(int from, int count) {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      messages.add(message(i, transaction(i)));
    }
    return messages;
  }

  private static List<Message> changed(int count) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Transaction transaction = transaction(i);
      transaction.setBaseAmountMinor(transaction.getBaseAmountMinor() + 1);
      messages.add(message(i, transaction));
    }
    return messages;
  }

  private static Message message(int i, Transaction transaction) {
    return new Message(i % 2, null, FRAMING.encode(transaction));
  }

  private static Transaction transaction(int i) {
    return new CanaryPerson(60 + i % 10).transaction("t-restart-" + i, TIME.plusMillis(i * 10L));
  }
}
