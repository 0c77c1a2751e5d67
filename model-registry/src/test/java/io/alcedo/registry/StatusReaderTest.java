package io.alcedo.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.ModelAction;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.Frame;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.framing.FramingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusReaderTest {
  private static TestKafka broker;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestKafka.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @Test
  void givesWhatHostsSayOfTheModelOnceEach() throws Exception {
    RegistryKafka kafka = broker.newTopics();
    try (StatusReader reader = new StatusReader(kafka, "cards")) {
      assertThat(reader.next()).isEmpty();
      say(kafka, "tm-1/0", "cards", "2", ModelState.LOADED, "");
      say(kafka, "tm-1/0", "transfers", "7", ModelState.ACTIVE, "");
      broker.send(kafka.status(), null, new byte[] {9});
      broker.send(kafka.status(), new byte[] {1}, null);
      say(kafka, "tm-1/0", "cards", "2", ModelState.ACTIVE, "");
      say(kafka, "tm-1/1", "cards", "2", ModelState.REJECTED, "GOLDEN_MISMATCH");
      var first = reader.next();
      assertThat(first).hasSize(3);
      assertThat(first).allMatch(status -> status.modelName().equals("cards"));
      var newest = StatusReader.newest(first);
      assertThat(newest.get("tm-1/0").get("2").state()).isEqualTo(ModelState.ACTIVE);
      HostStatus rejected = newest.get("tm-1/1").get("2");
      assertThat(rejected.rejected()).isTrue();
      assertThat(rejected.code()).isEqualTo("GOLDEN_MISMATCH");
      assertThat(rejected.generation()).isEqualTo(4);
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void recordsWithoutValueAreNoCommands() throws Exception {
    RegistryKafka kafka = broker.newTopics();
    broker.send(kafka.commands(), new byte[] {1}, null);
    new AssignmentLog(kafka, InstantSource.system())
        .note("cards", ModelAction.STAGE, Versions.of(1), new Request("anna", "on trial"));
    assertThat(new CommandLog(kafka).commands("cards")).hasSize(1);
  }

  @Test
  void registryOfSchemasThatDoesNotAnswerHidesNothing() throws Exception {
    RegistryKafka good = broker.newTopics();
    RegistryKafka kafka =
        new RegistryKafka(
            good.properties(),
            good.assignments(),
            good.commands(),
            good.status(),
            UnansweredFraming::new,
            good.patience());
    broker.send(kafka.status(), new byte[] {1}, new byte[] {1});
    broker.send(kafka.commands(), new byte[] {1}, new byte[] {1});
    try (StatusReader reader = new StatusReader(kafka, "cards")) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nobody answers");
    }
    assertThatThrownBy(() -> new CommandLog(kafka).commands("cards"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nobody answers");
  }

  /** What a registry of schemas that is down leaves of a message. */
  private static final class UnansweredFraming implements Framing {
    @Override
    public byte[] header(Schema schema) {
      throw new UncheckedIOException(new IOException("nobody answers"));
    }

    @Override
    public Frame parse(byte[] message) throws FramingException {
      throw new FramingException(FramingException.Code.REGISTRY_UNAVAILABLE, "nobody answers");
    }
  }

  private static void say(
      RegistryKafka kafka, String host, String model, String version, ModelState state, String code)
      throws Exception {
    ModelStatus status = new ModelStatus();
    status.setHost(host);
    status.setModelName(model);
    status.setModelVersion(version);
    status.setState(state);
    status.setCode(code);
    status.setReason(code.isEmpty() ? "" : "in words");
    status.setExecutionTarget("CPU");
    status.setGeneration(4L);
    status.setReportedAt(Instant.parse("2026-03-04T05:06:07Z"));
    broker.send(
        kafka.status(),
        host.getBytes(StandardCharsets.UTF_8),
        kafka.framing().framing().encode(status));
  }
}
