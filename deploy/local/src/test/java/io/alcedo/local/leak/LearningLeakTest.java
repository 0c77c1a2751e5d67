package io.alcedo.local.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.leak.BrokenRecords.Broken;
import io.alcedo.local.leak.LeakSearch.Found;
import io.alcedo.local.learning.Verdicts;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.Coordinates;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.LeakCheck;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Personal data that comes with verdicts, outcomes and vectors, in records that cannot be used and
 * in what good ones should not hold, leaves the retraining job by no way.
 */
@ExtendWith(HouseExtension.class)
class LearningLeakTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofDays(3));
  private static final int GOOD = 60;
  private static final List<CanaryPerson> PERSONS =
      IntStream.range(0, 8).mapToObj(CanaryPerson::new).toList();

  @TempDir private Path directory;

  private House house;
  private CapturedOutput output;
  private AlcedoConfig config;
  private RunningJob job;
  private final LeakSearch search =
      new LeakSearch(
          LeakCheck.of(PERSONS.stream().flatMap(person -> person.canaries().stream()).toList()));
  private final Map<Coordinates, Broken> broken = new HashMap<>();

  @BeforeEach
  void start(House given) throws Exception {
    house = given;
    output = CapturedOutput.start(log());
    config = house.config("learning-leak", Map.of());
    job = house.learn(config, null);
  }

  @AfterEach
  void stop() throws Exception {
    try {
      if (job != null) {
        job.cancel();
      }
    } finally {
      output.close();
    }
  }

  @Test
  void personalDataIsOnTheInputOnly() throws Exception {
    sendGood();
    for (CanaryPerson person : PERSONS) {
      send(config.topics().feedback(), person, BrokenRecords.feedback(person));
      send(config.topics().outcomes(), person, BrokenRecords.outcomes(person, TIME));
      send(config.topics().scoredFeatures(), person, BrokenRecords.vectors(person, TIME));
    }
    awaitLetters();
    job.checkpoint();
    Await.until("labels and vectors are in files", () -> files().size() >= 2);
    job.checkpoint();

    try (TopicTail input = house.tail(config.topics().feedback())) {
      assertThat(search.canaries(input)).hasSizeGreaterThan(3 * PERSONS.size());
    }
    for (Found found : everywhere()) {
      assertThat(found.bytes()).as(found.place()).isPositive();
      assertThat(found.hits()).as(found.place()).isEmpty();
    }

    Path planted = files().get(0);
    Files.write(planted, PERSONS.get(3).email().getBytes(StandardCharsets.UTF_8));
    assertThat(search.files("planted", house.learned("learning-leak")).hits()).isNotEmpty();
  }

  /** Who reports is a person too, and the keys of records are never read. */
  private void sendGood() throws Exception {
    List<Message> vectors = new ArrayList<>();
    List<Message> verdicts = new ArrayList<>();
    for (int i = 0; i < GOOD; i++) {
      CanaryPerson person = PERSONS.get(i % PERSONS.size());
      byte[] key = person.pan().getBytes(StandardCharsets.UTF_8);
      vectors.add(new Message(i % 2, key, FRAMING.encode(Verdicts.scored("t-" + i, TIME))));
      Feedback verdict = Verdicts.analyst("t-" + i, Verdict.FRAUD);
      verdict.setReportedBy(i % 3 == 0 ? person.name() : person.email());
      verdicts.add(new Message(i % 2, key, FRAMING.encode(verdict)));
    }
    house.send(config.topics().scoredFeatures(), vectors);
    house.send(config.topics().feedback(), verdicts);
  }

  private void send(String topic, CanaryPerson person, List<Broken> records) throws Exception {
    byte[] key = person.email().getBytes(StandardCharsets.UTF_8);
    List<Coordinates> sent =
        house.send(
            topic,
            records.stream()
                .map(record -> new Message(person.number() % 2, key, record.value()))
                .toList());
    for (int i = 0; i < sent.size(); i++) {
      broken.put(sent.get(i), records.get(i));
    }
  }

  /**
   * Each broken record is put aside for what is wrong with it, and each good verdict is a label.
   */
  private void awaitLetters() throws Exception {
    try (TopicTail letters = house.tail(config.topics().deadLetters());
        TopicTail labels = house.tail(config.topics().labels())) {
      Await.until(
          "all came out",
          () -> letters.records().size() >= broken.size() && labels.records().size() >= GOOD);
      Map<Coordinates, String> codes = new HashMap<>();
      for (DeadLetter letter : letters.decoded(DeadLetter.class)) {
        codes.put(Coordinates.of(letter), letter.getCode());
      }
      assertThat(codes).hasSize(broken.size());
      broken.forEach(
          (where, record) ->
              assertThat(codes.get(where)).as(record.name()).isEqualTo(record.code().name()));
    }
  }

  private List<Found> everywhere() throws Exception {
    List<Found> found = new ArrayList<>();
    for (String topic : List.of(config.topics().labels(), config.topics().deadLetters())) {
      try (TopicTail tail = house.tail(topic)) {
        found.add(search.topic(topic, tail));
      }
    }
    found.add(search.files("log", log().getParent()));
    System.out.println("The job is searched.");
    found.add(search.bytes("printed", output.printed()));
    found.add(search.files("dated files", house.learned("learning-leak")));
    found.add(search.files("checkpoints", house.checkpoints("learning-leak")));
    found.add(search.files("Flink's temporary files", house.flinkDirectory()));
    URI page = URI.create("http://127.0.0.1:" + MetricsPage.portOfProcess() + "/metrics");
    found.add(search.pages("metrics", List.of(page)));
    found.add(search.pages("Flink's metrics", List.of(house.flinkMetrics())));
    found.add(search.flinkPages(job));
    return found;
  }

  private List<Path> files() throws IOException {
    Path root = house.learned("learning-leak");
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).filter(file -> !hidden(file)).toList();
    }
  }

  private static boolean hidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private Path log() {
    return directory.resolve("log").resolve("job.log");
  }
}
