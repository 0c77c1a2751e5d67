package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.alcedo.registry.RefusedChangeException.Rule;
import io.alcedo.schema.ModelAction;
import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.framing.RecordDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentLogTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Request ANNA = new Request("anna", "a better one");
  private static final ModelVersion A = Versions.of(0);
  private static final ModelVersion B = Versions.of(1);

  private static TestKafka broker;

  private RegistryKafka kafka;
  private AssignmentLog log;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestKafka.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @BeforeEach
  void openLog() throws Exception {
    kafka = broker.newTopics();
    log = new AssignmentLog(kafka, CLOCK);
  }

  @Test
  void changeIsInTheLogWithTheCommandThatAskedForIt() throws Exception {
    assertThat(log.latest("cards")).isEqualTo(Assignment.none("cards"));
    Assignment first = log.change("cards", Change.promote(A), ANNA);
    Assignment second = log.change("cards", Change.shadow(B), new Request("gate", ""));
    assertThat(first).isEqualTo(Assignment.none("cards").promote(A, NOW.toEpochMilli()));
    assertThat(second).isEqualTo(first.shadow(B, NOW.toEpochMilli()));
    assertThat(new AssignmentLog(kafka, CLOCK).latest("cards")).isEqualTo(second);

    List<RecordedCommand> commands = new CommandLog(kafka).commands("cards");
    assertThat(commands).hasSize(2);
    RecordedCommand promoted = commands.get(0);
    assertThat(promoted)
        .isEqualTo(
            new RecordedCommand(
                promoted.commandId(), "cards", ModelAction.PROMOTE, A, null, 1L, ANNA, NOW));
    assertThat(commands.get(1).generation()).isEqualTo(2);
    assertThat(commands.get(1).commandId()).isNotEqualTo(promoted.commandId());
  }

  @Test
  void refusedChangeLeavesTheAssignmentAndIsInTheAudit() throws Exception {
    log.change("cards", Change.promote(A), ANNA);
    RefusedChangeException refusal =
        catchThrowableOfType(
            RefusedChangeException.class, () -> log.change("cards", Change.rollBack(), ANNA));
    assertThat(refusal.rule()).isEqualTo(Rule.HAS_PREVIOUS);
    assertThat(log.latest("cards").generation()).isEqualTo(1);
    RecordedCommand audited = new CommandLog(kafka).commands("cards").get(1);
    assertThat(audited.generation()).isNull();
    assertThat(audited.request().reason())
        .startsWith("a better one [refused: HAS_PREVIOUS: ")
        .contains("model=cards");
  }

  @Test
  void whatChangesNothingIsNotedBesideTheStandingGeneration() throws Exception {
    log.note("cards", ModelAction.STAGE, A, ANNA);
    log.change("cards", Change.promote(A), ANNA);
    RecordedCommand retrain = log.note("cards", ModelAction.RETRAIN, null, ANNA);
    assertThat(new CommandLog(kafka).commands("cards"))
        .extracting(RecordedCommand::action, RecordedCommand::generation)
        .containsExactly(
            tuple(ModelAction.STAGE, 0L),
            tuple(ModelAction.PROMOTE, 1L),
            tuple(ModelAction.RETRAIN, 1L));
    assertThat(retrain.target()).isNull();
    assertThatThrownBy(() -> log.note("cards", ModelAction.PROMOTE, A, ANNA))
        .hasMessageContaining("action=PROMOTE");
  }

  @Test
  void modelsHaveAssignmentsOfTheirOwn() throws Exception {
    log.change("cards", Change.promote(A), ANNA);
    log.change("transfers", Change.promote(B), ANNA);
    log.change("cards", Change.promote(B), ANNA);
    assertThat(log.latest().keySet()).containsExactly("cards", "transfers");
    assertThat(log.latest("cards").generation()).isEqualTo(2);
    assertThat(log.latest("transfers").generation()).isEqualTo(1);
    assertThat(new CommandLog(kafka).commands("transfers")).hasSize(1);
  }

  @Test
  void recordsThatAreNoAssignmentsArePassedOverAndNotWrittenAfter() throws Exception {
    log.change("cards", Change.promote(A), ANNA);
    byte[] key = "cards".getBytes(StandardCharsets.UTF_8);
    ModelAssignment overlapping = Assignment.none("cards").promote(A, 1).shadow(B, 2).toRecord();
    overlapping.setCanary(B.toRecord());
    for (byte[] wrong :
        List.of(new byte[] {1, 2, 3}, kafka.framing().framing().encode(overlapping))) {
      broker.send(kafka.assignments(), key, wrong);
      assertThat(log.latest("cards").generation()).isEqualTo(1);
      assertThatThrownBy(() -> log.change("cards", Change.shadow(B), ANNA))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("newest record can be read")
          .hasMessageContaining("model=cards, offset=");
    }
    assertThat(log.change("transfers", Change.promote(A), ANNA).generation()).isEqualTo(1);
    broker.send(kafka.assignments(), key, null);
    assertThat(log.change("cards", Change.shadow(B), ANNA).generation()).isEqualTo(2);
  }

  @Test
  void racingWritersLoseNoChangeAndEachHasAGenerationOfItsOwn() throws Exception {
    int writers = 3;
    int each = 4;
    log.change("cards", Change.promote(A), ANNA);
    CyclicBarrier start = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<List<Assignment>>> races = new ArrayList<>();
    try {
      for (int writer = 0; writer < writers; writer++) {
        races.add(threads.submit(race(start, writer, each)));
      }
      List<Assignment> made = new ArrayList<>();
      for (Future<List<Assignment>> race : races) {
        made.addAll(race.get());
      }
      assertThat(made.stream().map(Assignment::generation).sorted())
          .containsExactlyElementsOf(
              LongStream.rangeClosed(2, 1 + writers * each).boxed().toList());
      Assignment latest = log.latest("cards");
      assertThat(made).contains(latest);
      assertThat(latest.generation()).isEqualTo(1 + writers * each);
      assertEveryStepFollows(log());
      assertThat(log().get(log().size() - 1)).isEqualTo(latest);
      assertThat(new CommandLog(kafka).commands("cards")).hasSize(1 + writers * each);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Each writer promotes versions of its own, so that a lost change would show in what follows. */
  private Callable<List<Assignment>> race(CyclicBarrier start, int writer, int changes) {
    return () -> {
      AssignmentLog own = new AssignmentLog(kafka, CLOCK);
      List<Assignment> made = new ArrayList<>();
      for (int i = 0; i < changes; i++) {
        start.await(60, TimeUnit.SECONDS);
        ModelVersion version = Versions.of(100 + writer * changes + i);
        made.add(own.change("cards", Change.promote(version), new Request("w" + writer, "")));
      }
      return made;
    };
  }

  private List<Assignment> log() throws Exception {
    RecordDecoder<ModelAssignment> decoder =
        new RecordDecoder<>(kafka.framing().framing(), ModelAssignment.class);
    List<Assignment> all = new ArrayList<>();
    for (byte[] value : TestKafka.values(kafka, kafka.assignments())) {
      all.add(Assignment.of(decoder.decode(value)));
    }
    return all;
  }

  private static void assertEveryStepFollows(List<Assignment> log) throws Exception {
    for (int i = 1; i < log.size(); i++) {
      assertThat(log.get(i))
          .isEqualTo(log.get(i - 1).promote(log.get(i).active(), NOW.toEpochMilli()));
    }
  }

  @Test
  void writerThatWasFencedInTheMiddleWritesNothing() throws Exception {
    log.change("cards", Change.promote(A), ANNA);
    String id = AssignmentLog.TRANSACTIONAL_ID_PREFIX + kafka.assignments();
    Assignment stale = log.latest("cards").shadow(B, 7);
    try (KafkaProducer<byte[], byte[]> slow = kafka.producer(id)) {
      slow.initTransactions();
      slow.beginTransaction();
      slow.send(
          new ProducerRecord<>(
              kafka.assignments(),
              0,
              new byte[] {1},
              kafka.framing().framing().encode(stale.toRecord())));
      slow.flush();
      assertThat(log.change("cards", Change.promote(B), ANNA).generation()).isEqualTo(2);
      assertThatThrownBy(slow::commitTransaction).isInstanceOf(KafkaException.class);
    }
    assertThat(log()).hasSize(2);
    assertThat(log.latest("cards").active()).isEqualTo(B);
  }

  @Test
  void brokersThatDoNotAnswerAreAFailureInTime() throws Exception {
    RegistryKafka nobody =
        new RegistryKafka(
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            kafka.assignments(),
            kafka.commands(),
            kafka.status(),
            kafka.framing(),
            Duration.ofMillis(300));
    AssignmentLog unreachable = new AssignmentLog(nobody, CLOCK);
    assertThatThrownBy(() -> unreachable.latest("cards")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> unreachable.change("cards", Change.promote(A), ANNA))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("topic=" + kafka.assignments());
  }
}
