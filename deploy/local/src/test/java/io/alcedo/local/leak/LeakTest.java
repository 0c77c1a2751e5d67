package io.alcedo.local.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.leak.BrokenRecords.Broken;
import io.alcedo.local.leak.LeakSearch.Found;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.Coordinates;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.SlowModel;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.metrics.MetricsPage;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.privacy.LeakCheck;
import io.alcedo.privacy.LeakEncoding;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the data of made-up persons through the running job, in good records and in broken ones of
 * every kind, lets it back up, takes unaligned checkpoints of it, kills it, and then looks for that
 * data everywhere.
 */
@ExtendWith(HouseExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeakTest {
  private static final Logger LOG = LoggerFactory.getLogger(LeakTest.class);
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant TIME = Instant.now().minus(Duration.ofHours(1));
  private static final int TRANSACTIONS = 6_000;
  private static final long IN_FLIGHT = 100_000;

  private static final List<CanaryPerson> PERSONS =
      IntStream.range(0, 40).mapToObj(CanaryPerson::new).toList();

  @TempDir private static Path directory;

  private static House house;
  private static CapturedOutput output;
  private static AlcedoConfig config;
  private static RunningJob job;
  private static LeakSearch search;
  private static final List<Coordinates> SENT = new ArrayList<>();
  private static final List<String> CHECKPOINTS = new ArrayList<>();

  @BeforeAll
  static void stream(House given) throws Exception {
    house = given;
    rotate();
    search = new LeakSearch(LeakCheck.of(canaries()));
    output = CapturedOutput.start(log());
    config =
        house.config(
            "leak",
            Map.of(
                "privacy.keyset_file", keyset().toString(),
                "state.unaligned", "true",
                "model.max_batch", "2",
                "model.max_pending", "2"));
    SlowModel.pause(Duration.ofMillis(10));
    job = house.start(config, null);
    SENT.addAll(house.send(config.topics().transactions(), transactions()));
    SENT.addAll(house.send(config.topics().outcomes(), outcomes()));
    SENT.addAll(house.send(config.topics().labels(), labels()));

    checkpointUnderPressure();
    house.loseTaskManager();
    Await.until("the job runs again", () -> job.attempts() > 0);
    job.awaitRunning();
    checkpointUnderPressure();
    SlowModel.pause(Duration.ZERO);
    awaitAllOutput();
    CHECKPOINTS.add(job.checkpoint());
  }

  /** Lets a key take over from another in the middle of what is sent. */
  private static void rotate() throws Exception {
    Instant takeover = TIME.plusMillis(TRANSACTIONS * 50L);
    Duration length = Duration.ofDays(60);
    KeysetSource.create(keyset());
    KeysetSource.change(
        keyset(), keyset -> KeyChange.begin(keyset, takeover.minus(length), length));
  }

  private static Path keyset() {
    return directory.resolve("rotating.json");
  }

  @AfterAll
  static void stop() throws Exception {
    SlowModel.pause(Duration.ZERO);
    try {
      if (job != null) {
        job.cancel();
      }
    } finally {
      if (output != null) {
        output.close();
      }
    }
  }

  @Test
  @Order(1)
  void inFlightRecordsWereInTheCheckpoints() throws Exception {
    assertThat(RunningJob.inFlightBytes(CHECKPOINTS.get(0))).isGreaterThan(IN_FLIGHT);
    assertThat(RunningJob.inFlightBytes(CHECKPOINTS.get(1))).isGreaterThan(IN_FLIGHT);
    // Nothing is compressed or encrypted, so what is searched for would be seen.
    LeakCheck ids = LeakCheck.of(List.of("t-canary-"));
    long seen = 0;
    for (Path file : files(house.checkpoints("leak"))) {
      seen += ids.search(file).size();
    }
    assertThat(seen).as("transactions in checkpoint files").isGreaterThan(100);
  }

  @Test
  @Order(2)
  void personalDataIsOnTheInputOnly() throws Exception {
    try (TopicTail input = house.tail(config.topics().transactions())) {
      assertThat(search.canaries(input))
          .containsAll(IntStream.range(0, canariesOfPersons().size()).boxed().toList());
    }
    for (Found found : everywhere()) {
      LOG.info("Searched {}: bytes={}, hits={}", found.place(), found.bytes(), found.hits().size());
      assertThat(found.bytes()).as(found.place()).isPositive();
      assertThat(found.hits()).as(found.place()).isEmpty();
    }
  }

  @Test
  @Order(3)
  void plantedCanariesAreFoundInEachPlace() throws Exception {
    CanaryPerson person = PERSONS.get(3);
    byte[] tail = ("..." + person.pan()).getBytes(StandardCharsets.UTF_8);
    for (String topic : config.topics().outputs()) {
      house.send(topic, List.of(new Message(0, null, tail)));
    }
    LOG.info("A planted address: {}", person.email());
    System.out.println("A planted name: " + person.name());
    Path checkpoint = largest(house.checkpoints("leak"));
    byte[] held = Files.readAllBytes(checkpoint);
    byte[] device = person.device().getBytes(StandardCharsets.UTF_8);
    System.arraycopy(device, 0, held, held.length / 2, device.length);
    Path copy = Files.createDirectories(directory.resolve("checkpoint-copy"));
    Files.write(copy.resolve("planted"), held);
    String metrics = "alcedo_transactions_total{card=\"" + person.writtenPan() + "\"} 1\n";

    List<Found> planted = new ArrayList<>(topics());
    planted.add(search.files("log", log().getParent()));
    planted.add(search.bytes("printed", output.printed()));
    planted.add(search.files("checkpoint", copy));
    planted.add(search.bytes("metrics", metrics.getBytes(StandardCharsets.UTF_8)));
    for (Found found : planted) {
      assertThat(found.hits()).as(found.place()).isNotEmpty();
    }
    assertThat(planted.get(planted.size() - 2).hits())
        .anySatisfy(
            hit -> {
              assertThat(hit.encoding()).isEqualTo(LeakEncoding.PLAIN);
              assertThat(hit.offset()).isEqualTo(held.length / 2);
            });
  }

  private static List<Found> everywhere() throws Exception {
    List<Found> found = new ArrayList<>(topics());
    found.add(search.files("log", log().getParent()));
    System.out.println("The job is searched.");
    found.add(search.bytes("printed", output.printed()));
    found.add(search.files("checkpoints", house.checkpoints("leak")));
    found.add(search.files("Flink's temporary files", house.flinkDirectory()));
    String page = "http://127.0.0.1:" + MetricsPage.portOfProcess();
    found.add(
        search.pages(
            "metrics", List.of(URI.create(page + "/metrics"), URI.create(page + "/ready"))));
    found.add(search.pages("Flink's metrics", List.of(house.flinkMetrics())));
    found.add(search.flinkPages(job));
    return found;
  }

  private static List<Found> topics() {
    List<Found> found = new ArrayList<>();
    for (String topic : config.topics().outputs()) {
      try (TopicTail tail = house.tail(topic)) {
        found.add(search.topic(topic, tail));
      }
    }
    return found;
  }

  private static void checkpointUnderPressure() throws Exception {
    Await.until(
        "a checkpoint holds records in flight",
        () -> {
          String checkpoint = job.checkpoint();
          long bytes = RunningJob.inFlightBytes(checkpoint);
          LOG.info("Checkpoint under pressure: in-flight bytes={}", bytes);
          return bytes > IN_FLIGHT && CHECKPOINTS.add(checkpoint);
        });
  }

  /** Every record has become a risk event or a dead letter; after a failure some have twice. */
  private static void awaitAllOutput() throws Exception {
    try (TopicTail events = house.tail(config.topics().riskEvents());
        TopicTail letters = house.tail(config.topics().deadLetters())) {
      Set<Coordinates> expected = new HashSet<>(SENT.subList(0, SENT.size() - 1));
      Await.until(
          "every record has its output",
          () -> {
            Set<Coordinates> seen = new HashSet<>();
            events.decoded(RiskEvent.class).forEach(event -> seen.add(Coordinates.of(event)));
            letters.decoded(DeadLetter.class).forEach(letter -> seen.add(Coordinates.of(letter)));
            return seen.containsAll(expected);
          });
    }
  }

  /** The last one of all that is sent is a good label, which has no output of its own. */
  private static List<Message> labels() {
    List<Message> messages = new ArrayList<>();
    for (Broken broken : BrokenRecords.labels(PERSONS.get(5), TIME)) {
      messages.add(new Message(0, null, broken.value()));
    }
    messages.add(
        new Message(
            0, null, FRAMING.encode(BrokenRecords.label(PERSONS.get(6), TIME, "t-canary-6"))));
    return messages;
  }

  private static List<Message> outcomes() {
    List<Message> messages = new ArrayList<>();
    for (CanaryPerson person : PERSONS.subList(0, 6)) {
      for (Broken broken : BrokenRecords.outcomes(person, TIME)) {
        messages.add(new Message(person.number() % 2, null, broken.value()));
      }
    }
    return messages;
  }

  /** Good transactions of all persons in turn, and every so often a person's broken ones. */
  private static List<Message> transactions() {
    List<Message> messages = new ArrayList<>();
    int share = TRANSACTIONS / PERSONS.size();
    for (int i = 0; i < TRANSACTIONS; i++) {
      CanaryPerson person = PERSONS.get(i % PERSONS.size());
      byte[] key = person.pan().getBytes(StandardCharsets.UTF_8);
      byte[] value = FRAMING.encode(person.transaction("t-canary-" + i, TIME.plusMillis(i * 100L)));
      messages.add(new Message(i % 2, key, value));
      if (i % share == 0) {
        messages.addAll(broken(PERSONS.get(i / share)));
      }
    }
    return messages;
  }

  private static List<Message> broken(CanaryPerson person) {
    byte[] key = person.email().getBytes(StandardCharsets.UTF_8);
    List<Broken> broken =
        new ArrayList<>(BrokenRecords.transactions(person, TIME, "leak-" + person.number()));
    if (person.number() == 9) {
      broken.add(BrokenRecords.large(person));
    }
    return broken.stream()
        .map(record -> new Message(person.number() % 2, key, record.value()))
        .toList();
  }

  private static List<String> canariesOfPersons() {
    return PERSONS.stream().flatMap(person -> person.canaries().stream()).toList();
  }

  private static List<String> canaries() throws IOException {
    List<String> canaries = new ArrayList<>(canariesOfPersons());
    // The keys of the pseudonyms are as much a secret as what they stand for.
    Matcher key =
        Pattern.compile("\"value\"\\s*:\\s*\"([^\"]+)\"").matcher(Files.readString(keyset()));
    while (key.find()) {
      canaries.add(key.group(1));
    }
    assertThat(canaries).as("both keys are searched for").hasSize(canariesOfPersons().size() + 2);
    return canaries;
  }

  private static Path log() {
    return directory.resolve("log").resolve("job.log");
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private static Path largest(Path root) throws IOException {
    Path largest = null;
    for (Path file : files(root)) {
      if (largest == null || Files.size(file) > Files.size(largest)) {
        largest = file;
      }
    }
    return largest;
  }
}
