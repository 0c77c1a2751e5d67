package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeatureSet;
import io.alcedo.model.TrustedKeys;
import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.CommandLog;
import io.alcedo.registry.ModelStore;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RecordedCommand;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import io.alcedo.retraining.training.Models.Role;
import io.alcedo.schema.ModelAction;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.training.trainer.TrainingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker, a real store, and a bundle tried in a real child process. */
class RegistryModelsTest {
  @TempDir private Path directory;

  @Test
  void changesAreMadeOnceHoweverOftenTheyAreAskedFor() throws Exception {
    LearningFiles data =
        new LearningFiles(FeatureSet.named("handbook").compile(), directory.resolve("data"));
    data.champion(directory.resolve("first"), false);
    data.champion(directory.resolve("second"), true);
    try (KafkaClusterTestKit cluster = broker()) {
      RegistryKafka kafka = topics(cluster);
      AssignmentLog log = new AssignmentLog(kafka, InstantSource.system());
      CommandLog commands = new CommandLog(kafka);
      ModelStore store = new ModelStore(directory.resolve("store"), TrustedKeys.anyUnsigned());
      Models models =
          new RegistryModels(
              "cards", store, log, commands, directory.resolve("first"), TrustedKeys.anyUnsigned());

      ModelVersion first = models.champion();
      assertThat(models.champion()).isEqualTo(first).isEqualTo(log.latest("cards").active());
      assertThat(models.bundle(first)).isEqualTo(store.directory("cards", first.version()));

      ModelVersion second = models.stage(directory.resolve("second"), "run-1", "drift");
      assertThat(models.stage(directory.resolve("second"), "run-1", "drift")).isEqualTo(second);
      data.champion(directory.resolve("again"), true, first.version(), LearningFiles.START + 1);
      assertThat(models.stage(directory.resolve("again"), "run-2", "the same rows"))
          .as("what was learned before, of another digest")
          .isEqualTo(second);
      Files.writeString(directory.resolve("again").resolve("manifest.json"), "{}");
      assertThatThrownBy(() -> models.stage(directory.resolve("again"), "run-2", "damaged"))
          .isInstanceOf(TrainingException.class);
      assertThat(models.role(second)).isEqualTo(Role.NONE);
      models.shadow(second, "run-1", "drift");
      models.shadow(second, "run-1", "drift");
      assertThat(models.role(second)).isEqualTo(Role.BESIDE);
      assertThat(models.wasPromoted("run-1", second)).isFalse();
      models.promote(second, first, "run-1", "drift");

      assertThat(models.role(second)).isEqualTo(Role.ACTIVE);
      assertThat(models.wasPromoted("run-1", second)).isTrue();
      assertThat(models.wasPromoted("run-10", second)).isFalse();
      Assignment now = log.latest("cards");
      assertThat(now.previous()).isEqualTo(first);
      log.change("cards", Change.rollBack(), new Request("guard", "NaN"));
      assertThat(models.wasPromoted("run-1", second)).as("also after a rollback").isTrue();
      assertThatThrownBy(() -> models.promote(second, second, "run-2", "again"))
          .isInstanceOf(RefusedChangeException.class);
      assertThat(commands.commands("cards"))
          .filteredOn(command -> command.generation() != null)
          .extracting(RecordedCommand::action)
          .containsExactly(
              ModelAction.PROMOTE,
              ModelAction.STAGE,
              ModelAction.SHADOW,
              ModelAction.PROMOTE,
              ModelAction.ROLL_BACK);

      byte[] report = "{}".getBytes(StandardCharsets.UTF_8);
      models.keepBeside(second, "gate.json", report);
      assertThat(store.gateReport("cards", second.version())).hasBinaryContent(report);
      assertThat(models.beside(second, "gate.json")).isEqualTo(report);
      assertThat(models.beside(first, "gate.json")).isNull();
    }
  }

  private static KafkaClusterTestKit broker() throws Exception {
    KafkaClusterTestKit cluster =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    return cluster;
  }

  private static RegistryKafka topics(KafkaClusterTestKit cluster) throws Exception {
    RegistryKafka kafka =
        new RegistryKafka(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            "model-assignments",
            "model-commands",
            "model-status",
            SingleObjectFraming::new,
            Duration.ofSeconds(60));
    try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka.properties()))) {
      NewTopics.create(
          admin,
          List.of(
              new NewTopic(kafka.assignments(), 1, (short) 1)
                  .configs(Map.of("cleanup.policy", "compact")),
              new NewTopic(kafka.commands(), 1, (short) 1)));
    }
    return kafka;
  }
}
