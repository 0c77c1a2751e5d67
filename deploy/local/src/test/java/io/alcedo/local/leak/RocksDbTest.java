package io.alcedo.local.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.LeakCheck;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The job with its state in RocksDB: it goes on from there, and nobody's data is in its files. */
@ExtendWith(HouseExtension.class)
class RocksDbTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofHours(1));
  private static final int TRANSACTIONS = 1_000;

  private static final List<CanaryPerson> PERSONS =
      IntStream.range(80, 90).mapToObj(CanaryPerson::new).toList();

  private RunningJob job;

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void keepsWhatItKnowsInFilesWithoutPersonalData(House house) throws Exception {
    AlcedoConfig config = house.config("rocks", Map.of("state.backend", "rocksdb"));
    job = house.start(config, null);
    house.send(config.topics().transactions(), transactions());
    try (TopicTail events = house.tail(config.topics().riskEvents())) {
      Await.until("all are scored", () -> events.records().size() >= TRANSACTIONS);
      String checkpoint = job.checkpoint();

      assertHeldWithoutPersonalData(house.flinkDirectory());
      assertHeldWithoutPersonalData(house.checkpoints("rocks"));

      job.cancel();
      job = house.start(config, checkpoint);
      long before = MetricsText.now().transactions("duplicate");
      house.send(config.topics().transactions(), transactions());
      Await.until(
          "all are known from before",
          () -> MetricsText.now().transactions("duplicate") >= before + TRANSACTIONS);
      job.checkpoint();
      assertThat(events.decoded(RiskEvent.class)).hasSize(TRANSACTIONS);
    }
  }

  private static void assertHeldWithoutPersonalData(Path place) throws Exception {
    List<String> canaries = PERSONS.stream().flatMap(person -> person.canaries().stream()).toList();
    LeakSearch search = new LeakSearch(LeakCheck.of(canaries));
    byte[] entries = SortedFiles.contents(place);

    // The ids of transactions may be there, and show that the files were read.
    assertThat(LeakCheck.of(List.of("t-rocks-")).search(entries)).hasSizeGreaterThan(500);
    assertThat(search.bytes("entries", entries).hits()).as("entries in %s", place).isEmpty();
    assertThat(search.files("files", place).hits()).as("files in %s", place).isEmpty();

    CanaryPerson person = PERSONS.get(2);
    Path planted = place.resolve("planted");
    SortedFiles.write(
        planted,
        person.account().getBytes(StandardCharsets.UTF_8),
        ("x".repeat(500) + person.pan()).getBytes(StandardCharsets.UTF_8));
    try {
      assertThat(search.bytes("planted", SortedFiles.contents(place)).hits())
          .extracting(LeakCheck.Hit::canary)
          .contains(canaries.indexOf(person.account()), canaries.indexOf(person.pan()));
    } finally {
      Files.delete(planted);
    }
  }

  private static List<Message> transactions() {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < TRANSACTIONS; i++) {
      CanaryPerson person = PERSONS.get(i % PERSONS.size());
      messages.add(
          new Message(
              i % 2,
              null,
              FRAMING.encode(person.transaction("t-rocks-" + i, TIME.plusMillis(i * 10L)))));
    }
    return messages;
  }
}
