package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelBundle;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against one real broker, as a person would type them. */
class CommandsEndToEndTest {
  private static final Pattern ID = Pattern.compile("\"transactionId\":\"([^\"]+)\"");

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static SmallHistory history;
  private static Path keyset;
  private static Path bundle;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    history = SmallHistory.write(directory, 3_000, 20262);
    keyset = directory.resolve("keyset.json");
    bundle = directory.resolve("bundle");
    Cli created = on("topics", "create", "--partitions=2").exits(ExitCodes.OK);
    assertThat(created.lines()).isNotEmpty().allMatch(line -> line.endsWith(" created"));
    Cli.run("keys", "create", "--keyset=" + keyset).exits(ExitCodes.OK);
    Cli trained =
        Cli.run(
            "train",
            "--transactions=" + history.transactions(),
            "--mapping=" + history.mapping(),
            "--feature-set=" + history.featureSet(),
            "--maturity-days=0",
            "--review-rate=0.1",
            "--target=cuda",
            "--output=" + bundle);
    assertThat(trained.exits(ExitCodes.OK).out()).contains("thresholds");
    assertThat(ModelBundle.read(bundle).manifest().target()).isEqualTo(ExecutionTarget.CUDA);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void describesTheTopicsAndLeavesThoseThatAreThere() {
    assertThat(on("topics", "create").exits(ExitCodes.OK).lines())
        .allMatch(line -> line.endsWith("was there already"));
    assertThat(on("topics", "describe").exits(ExitCodes.OK).out())
        .containsPattern("transactions +Transaction +2 ")
        .containsPattern("model-assignments +ModelAssignment +1 +compacted")
        .doesNotContain("missing");
  }

  @Test
  void givesTokensOnlyToTheHolderOfTheKeyset() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
        .isEqualTo("rw-------");
    Cli.run("keys", "create", "--keyset=" + keyset).exits(ExitCodes.REFUSED);
    assertThat(Cli.run("keys", "inspect", "--keyset=" + keyset).exits(ExitCodes.OK).out())
        .contains("ENABLED", "yes");

    String token = token("4111 1111 1111 1111");

    assertThat(token).matches("[0-9a-f]{8}\\.[A-Za-z0-9_-]{22}");
    assertThat(token("4111-1111-1111-1111")).isEqualTo(token);
    assertThat(token("5500000000000004")).isNotEqualTo(token);
    Cli.run("keys", "inspect", "--keyset=" + directory.resolve("none")).exits(ExitCodes.REFUSED);
  }

  @Test
  void listsAllProblemsAndDoesNotStart() throws Exception {
    Path config = directory.resolve("wrong.yaml");
    Files.writeString(
        config,
        """
        kafka: {bootstrap_servers: "127.0.0.1:1"}
        topics: {risk_event: scores}
        privacy: {keyset_file: %s}
        model: {bundle: %s, allow_unsigned: true}
        """
            .formatted(directory.resolve("no-keyset.json"), directory.resolve("no-bundle")));

    Cli cli = Cli.run("score", "--config=" + config, "--set=metrics.port=0");

    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains("line 2", "topics.risk_event", "nearest: topics.risk_events")
        .contains("no-keyset.json", "no-bundle", "bootstrap_servers=127.0.0.1:1");
  }

  @Test
  void namesMissingTopics() throws Exception {
    Cli cli = Cli.run("score", "--config=" + config("t"), "--set=topics.transactions=payments");

    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains("1 problem", "alcedo topics create", "topic=payments");
  }

  @Test
  void refusesAPortForFlinksMetricsThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Cli cli =
          Cli.run(
              "score",
              "--config=" + config("taken"),
              "--set=metrics.flink_port=" + taken.getLocalPort());

      assertThat(cli.exits(ExitCodes.REFUSED).err())
          .contains("metrics.flink_port: a port is free on 127.0.0.1: value=");
    }
  }

  @Test
  void scoresGoesOnAfterAStopAndReplaysDeadLetters() throws Exception {
    Path config = config("whole");
    Cli.Running job = Cli.start("score", "--config=" + config);
    job.awaitOut("metrics at http://127.0.0.1:");
    assertThat(simulate("--count=300", "--seed=1").err()).contains("simulated 300 transactions");
    send(new byte[] {1, 2, 3});
    await("risk-events", 300);
    await("dead-letters", 1);
    assertThat(page(job.awaitMatch("Flink's own at (http://127.0.0.1:[1-9]\\d*/metrics);")))
        .containsPattern("flink_taskmanager_job_task_operator_KafkaSourceReader_\\S+\\{.* [1-9]")
        .contains("flink_jobmanager_job_numberOfCompletedCheckpoints{");

    assertThat(tail("outcomes")).allMatch(outcome -> outcome.startsWith("{\"transactionId\":"));
    String line = tail("risk-events").get(0);
    Matcher id = ID.matcher(line);
    assertThat(id.find()).as(line).isTrue();
    assertThat(
            on("explain", id.group(1), "--feature-set=" + history.featureSet())
                .exits(ExitCodes.OK)
                .out())
        .contains("Decision", "Model        card-fraud", "card_count_1d");
    on("explain", "nobody", "--feature-set=" + history.featureSet()).exits(ExitCodes.NOT_FOUND);
    assertThat(on("dead-letters", "list").exits(ExitCodes.OK).out())
        .containsPattern("UNDECODABLE +1 ");
    on("dead-letters", "replay", "--code=NO_SUCH").exits(ExitCodes.NOT_FOUND);
    on("dead-letters", "replay", "--dry-run").exits(ExitCodes.OK);
    assertThat(on("dead-letters", "replay", "--code=UNDECODABLE").exits(ExitCodes.OK).out())
        .contains("1 records found, 1 appended");
    await("dead-letters", 2);
    assertThat(job.stop().exits(ExitCodes.OK).out()).doesNotContain("going on");

    Cli.Running again = Cli.start("score", "--config=" + config);
    again.awaitOut("going on from the checkpoint of ");
    again.awaitOut("metrics at");
    simulate("--count=50", "--seed=2");
    await("risk-events", 350);
    again.stop().exits(ExitCodes.OK);
    assertThat(tail("risk-events")).as("nothing is scored twice").hasSize(350);
  }

  @Test
  void showsWhatItReadsAndKeepsPersonalDataBack() {
    on("tail", "transactions").exits(ExitCodes.USAGE);
    Cli.run("tail", "alerts", "--bootstrap-servers=127.0.0.1:1").exits(ExitCodes.REFUSED);
  }

  private static String page(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static Path config(String name) throws Exception {
    return Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        kafka: {bootstrap_servers: "%s"}
        privacy: {keyset_file: %s}
        features: {set: %s}
        model: {bundle: %s, allow_unsigned: true}
        clock: {kind: event, max_future: 30d}
        decision: {deadline: 1m}
        state: {checkpoint_directory: %s, checkpoint_interval: 1s}
        metrics: {port: 0, flink_port: 0}
        job: {parallelism: 1, restart_attempts: 0}
        """
            .formatted(
                kafka.bootstrapServers(),
                keyset,
                history.featureSet(),
                bundle,
                directory.resolve("checkpoints-" + name)));
  }

  private static Cli on(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--bootstrap-servers=" + kafka.bootstrapServers());
    return Cli.run(all.toArray(String[]::new));
  }

  private static Cli simulate(String count, String seed) {
    return on("simulate", "--rate=5000", "--cards=100", count, seed).exits(ExitCodes.OK);
  }

  private static List<String> tail(String topic) {
    List<String> lines = on("tail", topic, "-n", "-1").exits(ExitCodes.OK).lines();
    assertThat(lines).allMatch(line -> line.startsWith("{\"") && line.endsWith("}"));
    return lines;
  }

  private static void await(String topic, int records) {
    Cli.await(records + " records on " + topic, () -> tail(topic).size() >= records);
  }

  private static void send(byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        KafkaConnection.to(kafka.bootstrapServers()).producer()) {
      producer.send(new ProducerRecord<>("transactions", value));
    }
  }

  private static String token(String card) {
    InputStream in = System.in;
    System.setIn(new ByteArrayInputStream((card + "\n").getBytes(StandardCharsets.UTF_8)));
    try {
      Cli cli = Cli.run("keys", "token", "--keyset=" + keyset).exits(ExitCodes.OK);
      return cli.out().strip();
    } finally {
      System.setIn(in);
    }
  }
}
