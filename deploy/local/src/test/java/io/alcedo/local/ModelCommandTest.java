package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.BundleWriter;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.SigningKey;
import io.alcedo.operations.kafka.NewTopics;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The versions of a model, from the training of two to who decides, as a person would type it. */
class ModelCommandTest {
  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static Path key;
  private static List<Path> bundles;
  private static int tests;

  private Path config;
  private Path store;

  @BeforeAll
  static void trainTwoVersions() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    key = directory.resolve("trainer.key");
    assertThat(Cli.run("model", "keygen", "--key=" + key).exits(ExitCodes.OK).out())
        .contains("made the signing key ", key + ".pub");
    SmallHistory history = SmallHistory.write(directory, 3_000, 20263);
    bundles = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      Path bundle = directory.resolve("trained-" + seed);
      Cli.run(
              "train",
              "--transactions=" + history.transactions(),
              "--mapping=" + history.mapping(),
              "--feature-set=" + history.featureSet(),
              "--maturity-days=0",
              "--review-rate=0.1",
              "--seed=" + seed,
              "--trainer=logistic",
              "--setting=l2=" + seed,
              "--runs=" + directory.resolve("runs"),
              "--signing-key=" + key,
              "--output=" + bundle)
          .exits(ExitCodes.OK);
      bundles.add(bundle);
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** Each test has a store and topics of its own. */
  @BeforeEach
  void writeConfiguration() throws Exception {
    String name = "models" + tests++;
    store = directory.resolve(name);
    config = directory.resolve(name + ".yaml");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopics.create(
          admin,
          Stream.of("assignments", "commands", "status")
              .map(topic -> new NewTopic(name + "-" + topic, 1, (short) 1))
              .toList());
    }
    Files.writeString(
        config,
        """
        kafka: {bootstrap_servers: "%s"}
        topics:
          model_assignments: %s-assignments
          model_commands: %s-commands
          model_status: %s-status
        privacy: {keyset_file: keyset.json}
        model:
          bundle: %s
          store: %s
          trusted_keys: [%s.pub]
        """
            .formatted(kafka.bootstrapServers(), name, name, name, bundles.get(0), store, key));
  }

  @Test
  void twoVersionsTakeTurns() throws Exception {
    String first = staged(0);
    String second = staged(1);
    assertThat(on("list").out()).contains(first, second, "staged", SigningKey.read(key).keyId());
    assertThat(on("promote", first, "--by=anna", "--reason=the first one").out())
        .contains("card-fraud generation 1: active " + first + ", canary none");
    assertThat(on("shadow", second).out()).contains("generation 2", "shadows " + second);
    assertThat(on("canary", second, "--share=0.1").out())
        .contains("canary " + second + " for 0.1, shadows none");
    assertThat(on("promote", second, "--by=bert").out())
        .contains("generation 4: active " + second, "previous " + first);
    assertThat(on("list").out())
        .containsPattern(first + " +previous")
        .containsPattern(second + " +active");
    assertThat(on("rollback", "--reason=too many alerts").out())
        .contains("generation 5: active " + first, "previous none");
    assertThat(on("shadow", second).out()).contains("generation 6");
    assertThat(on("retire", second).out()).contains("generation 7", "shadows none");

    Files.writeString(
        store.resolve("card-fraud").resolve(second + ".gate.json"), "{\"passed\":true}");
    Files.writeString(store.resolve("card-fraud/monitoring.json"), "{\"psi\":0.1}");
    assertThat(on("inspect", second).out())
        .contains("card-fraud " + second, "averagePrecision", ", with their set")
        .contains("STAGE by ", "PROMOTE by bert, generation 4", "RETIRE by ")
        .contains("\"passed\" : true", "\"psi\" : 0.1")
        .containsPattern("does +staged");
    assertThat(on("inspect", first).out())
        .contains("PROMOTE by anna, generation 1: the first one")
        .doesNotContain("passed");
  }

  @Test
  void whatWouldBreakARuleIsRefusedAndWhatIsNotThereIsNotFound() {
    String first = staged(0);
    String second = staged(1);
    on("promote", first);
    assertThat(run("rollback").exits(ExitCodes.REFUSED).err()).contains("HAS_PREVIOUS");
    assertThat(run("retire", first).exits(ExitCodes.REFUSED).err()).contains("ACTIVE_STAYS");
    assertThat(run("canary", second, "--share=1").exits(ExitCodes.REFUSED).err())
        .contains("CANARY_SHARE", "share=1.0");
    assertThat(run("promote", "none").exits(ExitCodes.NOT_FOUND).err()).contains("MISSING_FILE");
    assertThat(run("retire", second).exits(ExitCodes.REFUSED).err()).contains(second);
    assertThat(run("list", "--model=other").exits(ExitCodes.OK).lines()).hasSize(1);
    assertThat(on("inspect", first).out()).contains("RETIRE by ", ", refused: ");
  }

  @Test
  void firstPromotionLeavesTheConfiguredBundleToGoBackTo() {
    String second = staged(1);
    Cli promoted = on("promote", second, "--by=anna");
    assertThat(promoted.out()).contains("generation 1: active ", "generation 2: active " + second);
    String first = staged(0);
    assertThat(promoted.out()).contains("generation 1: active " + first, "previous " + first);
    assertThat(on("inspect", first).out())
        .contains("PROMOTE by anna, generation 1: the configured");
    assertThat(on("rollback").out()).contains("generation 3: active " + first, "previous none");
  }

  @Test
  void firstCanaryDecidesBesideTheConfiguredBundle() {
    String second = staged(1);
    String first = staged(0);
    assertThat(on("canary", second, "--share=0.1").out())
        .contains("generation 2: active " + first + ", canary " + second);
  }

  @Test
  void bundlesThatNobodyVouchesForAreNotStaged() throws Exception {
    Path unsigned = copyWith("unsigned", null, null);
    assertThat(run("stage", unsigned.toString()).exits(ExitCodes.REFUSED).err())
        .contains("UNSIGNED");
    Path foreign = directory.resolve("foreign.key");
    Cli.run("model", "keygen", "--key=" + foreign).exits(ExitCodes.OK);
    Cli.run("model", "sign", unsigned.toString(), "--key=" + foreign).exits(ExitCodes.OK);
    assertThat(run("stage", unsigned.toString()).exits(ExitCodes.REFUSED).err())
        .contains("UNTRUSTED_KEY");
    assertThat(store).doesNotExist();
    Cli.run("model", "sign", unsigned.toString(), "--key=" + key).exits(ExitCodes.OK);
    on("stage", unsigned.toString());
    Cli.run("model", "sign", unsigned.toString(), "--key=" + directory.resolve("none"))
        .exits(ExitCodes.REFUSED);
  }

  @Test
  void featureSetThatIsNotTheModelsIsNotStaged() throws Exception {
    String text = ModelBundle.read(bundles.get(0)).featureSet();
    SigningKey signing = SigningKey.read(key);
    Path changed = copyWith("changed", text.replace("window: 1h", "window: 2h"), signing);
    assertThat(run("stage", changed.toString()).exits(ExitCodes.REFUSED).err())
        .contains("FEATURE", "terminal_count_1h");
    Path broken = copyWith("broken", "name: [", signing);
    assertThat(run("stage", broken.toString()).exits(ExitCodes.REFUSED).err())
        .contains("features.yaml");
    assertThat(store).doesNotExist();
  }

  @Test
  void hostsAnswersAreWaitedForAndShown() throws Exception {
    String first = staged(0);
    String second = staged(1);
    on("promote", first);
    say("tm-1/0", first, ModelState.ACTIVE, "", 1);
    say("tm-1/1", first, ModelState.ACTIVE, "", 1);
    Cli.Running promoting = start("promote", second, "--timeout=60s");
    promoting.awaitOut("generation 2");
    say("tm-1/0", second, ModelState.LOADED, "", 2);
    say("tm-1/0", second, ModelState.ACTIVE, "", 2);
    promoting.awaitMatch("(tm-1/0 +ACTIVE +" + second + " on CPU)");
    assertThat(promoting.thread().isAlive()).isTrue();
    say("tm-1/1", second, ModelState.ACTIVE, "", 2);
    promoting.thread().join(60_000);
    promoting.cli().exits(ExitCodes.OK);

    Cli.Running back = start("rollback", "--timeout=60s");
    back.awaitOut("generation 3");
    say("tm-1/1", first, ModelState.REJECTED, "LOAD_FAILED", 3);
    back.thread().join(60_000);
    assertThat(back.cli().exits(ExitCodes.FAILED).out()).contains("LOAD_FAILED: in words");
    assertThat(on("shadow", second, "--timeout=300ms").out())
        .contains("no answer within 300ms: hosts=[tm-1/0, tm-1/1]");
    assertThat(on("inspect", first).out()).contains("tm-1/1 REJECTED at ");
  }

  private String staged(int bundle) {
    String said = on("stage", bundles.get(bundle).toString()).out();
    assertThat(said).contains("staged card-fraud ", "signed by ");
    return said.replaceAll("(?s).*staged card-fraud ([^,]+),.*", "$1");
  }

  /** The first bundle's model under a manifest with other papers. */
  private Path copyWith(String name, String featureSet, SigningKey signing) throws Exception {
    Path place = directory.resolve(store.getFileName() + "-" + name);
    BundleManifest manifest = ModelBundle.read(bundles.get(0)).manifest();
    byte[] onnx = Files.readAllBytes(bundles.get(0).resolve(BundleManifest.MODEL_FILE));
    BundleWriter.write(place, manifest, onnx, featureSet, signing);
    return place;
  }

  private void say(String host, String version, ModelState state, String code, long generation) {
    ModelStatus status = new ModelStatus();
    status.setHost(host);
    status.setModelName("card-fraud");
    status.setModelVersion(version);
    status.setState(state);
    status.setCode(code);
    status.setReason(code.isEmpty() ? "" : "in words");
    status.setExecutionTarget("CPU");
    status.setGeneration(generation);
    status.setReportedAt(Instant.parse("2026-03-04T05:06:07Z"));
    send(
        store.getFileName() + "-status",
        host.getBytes(StandardCharsets.UTF_8),
        new SingleObjectFraming().encode(status));
  }

  private static void send(String topic, byte[] messageKey, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, messageKey, value));
      producer.flush();
    }
  }

  private Cli on(String... words) {
    return run(words).exits(ExitCodes.OK);
  }

  private Cli run(String... words) {
    return Cli.run(command(words));
  }

  private Cli.Running start(String... words) {
    return Cli.start(command(words));
  }

  private String[] command(String... words) {
    List<String> all = new ArrayList<>(List.of("model"));
    all.addAll(List.of(words));
    all.add("--config=" + config);
    return all.toArray(String[]::new);
  }
}
