package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building, describing and training on datasets, and reading the runs, as a person would. */
class DatasetCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private SmallHistory history;

  @BeforeEach
  void write() throws IOException {
    history = SmallHistory.write(directory, 4_000, 31);
  }

  @Test
  void buildsTheSameBytesTwiceAndDescribesThem() throws Exception {
    Cli first = build("first", "--allow=amount", "--delay-days=1").exits(ExitCodes.OK);
    build("second", "--allow=amount", "--delay-days=1").exits(ExitCodes.OK);

    assertThat(bytes(directory.resolve("second"))).isEqualTo(bytes(directory.resolve("first")));
    assertThat(bytes(directory.resolve("first")).keySet())
        .contains("dataset.json", "rows/dt=2026-03-01/part-00000.avro");
    assertThat(first.out()).contains("4,000 rows of 4,000 transactions", "train", "waiting");
    assertThat(bytes(directory.resolve("first")).toString()).doesNotContain("card-1");

    Cli text = describe("first").exits(ExitCodes.OK);
    assertThat(text.out())
        .contains("2026-03-01", "label-too-late", "PT24H", "card_count_1d", "of them unlabelled");
    JsonNode json = JSON.readTree(describe("first", "--json").exits(ExitCodes.OK).out());
    assertThat(json.at("/parts/TRAIN/rows").asLong()).isPositive();
    assertThat(json.at("/labelDelays/fraud/median").asLong()).isEqualTo(86_400);
    assertThat(json.at("/missing/terminal_count_1h").asDouble()).isBetween(0.05, 0.2);
    assertThat(json.at("/manifest/checks/allowed/0").asText()).isEqualTo("amount");
    assertThat(json.at("/manifest/checks/cuts").asInt()).isEqualTo(4);
    assertThat(json.get("cleaning")).hasSizeGreaterThan(10);
  }

  @Test
  void refusesFeaturesThatKnowTheFuture() throws Exception {
    assertThat(build("separating").exits(ExitCodes.REFUSED).err())
        .contains("No single feature", "amount");
    Files.writeString(
        history.featureSet(),
        "  - {name: frauds_7d, fraud_count: terminal, window: 7d, family: velocity}\n",
        StandardOpenOption.APPEND);
    Cli stamped = build("stamped", "--allow=amount", "--delay-days=0").exits(ExitCodes.REFUSED);
    assertThat(stamped.err()).contains("knows nothing of the future", "frauds_7d=");
    assertThat(directory.resolve("stamped")).doesNotExist();
    build("delayed", "--allow=amount", "--delay-days=1").exits(ExitCodes.OK);
  }

  @Test
  void joinsDatedFilesOfVectorsAndVerdicts() throws Exception {
    String hash = FeaturePlans.named(history.featureSet().toString()).hash();
    Instant start = Instant.parse("2026-01-05T00:00:00Z");
    List<ScoredFeatures> vectors = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      Instant time = start.plusSeconds(60L * i);
      float amount = random.nextInt(100);
      vectors.add(
          ScoredFeatures.newBuilder()
              .setTransactionId("t" + i)
              .setEventTime(time)
              .setScoredAt(time)
              .setVector(List.of(amount, 1f, Float.NaN, 2f))
              .setFeatureSetHash(hash)
              .build());
      labels.add(
          Label.newBuilder()
              .setTransactionId("t" + i)
              .setEventTime(time)
              .setBaseAmountMinor(1)
              .setVerdict(random.nextInt(8) == 0 ? Verdict.FRAUD : Verdict.GENUINE)
              .setReportedAt(time.plusSeconds(3_600))
              .build());
    }
    writeAvro("scored/dt=2026-01-05/part-0.avro", vectors);
    writeAvro("verdicts/labels/dt=2026-01-05/part-0.avro", labels);

    Cli built =
        Cli.run(
            "dataset",
            "build",
            "--scored-features=" + directory.resolve("scored"),
            "--verdicts=" + directory.resolve("verdicts"),
            "--feature-set=" + history.featureSet(),
            "--known-by=2026-01-05T07:00:00Z",
            "--output=" + directory.resolve("dated"));

    assertThat(built.exits(ExitCodes.OK).out())
        .contains("361 rows of 400 transactions", "label-too-late");
    JsonNode json = JSON.readTree(describe("dated", "--json").exits(ExitCodes.OK).out());
    assertThat(json.at("/manifest/source/kind").asText()).isEqualTo("scored-features");
    assertThat(json.at("/missing/card_sum_1d").asDouble()).isEqualTo(1);
  }

  @Test
  void saysAllThatIsOffAtOnce() {
    Cli cli =
        build(
            "d",
            "--delay-days=-1",
            "--maturity-days=-1",
            "--test-from=2026-03-01T00:00:00Z",
            "--validation-share=1",
            "--leak-cuts=0",
            "--leak-auc=2");
    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains(
            "--delay-days",
            "--maturity-days",
            "--test-from",
            "--validation-share",
            "--leak-cuts",
            "--leak-auc");
    assertThat(describe("nowhere").exits(ExitCodes.REFUSED).err()).contains("alcedo dataset build");
    assertThat(Cli.run("dataset").exits(ExitCodes.USAGE).err()).contains("build, describe");
    Cli.run("dataset", "build", "--feature-set=handbook", "--output=x").exits(ExitCodes.USAGE);
  }

  @Test
  void trainingOnADatasetIsRecordedAndTheSameAgain() throws Exception {
    build("data", "--allow=amount", "--delay-days=0").exits(ExitCodes.OK);
    Path runs = directory.resolve("runs");
    Cli trained = train(runs, "model-1").exits(ExitCodes.OK);
    train(runs, "model-2").exits(ExitCodes.OK);

    assertThat(trained.out()).contains("thresholds", "averagePrecision");
    assertThat(train(runs, "model-3", "--to=2026-03-02T00:00:00Z").exits(ExitCodes.REFUSED).err())
        .contains("--from and --to go with --transactions");
    List<RunRecord> records = new RunDirectory(runs).list();
    assertThat(records).hasSize(2);
    RunRecord first = records.get(0);
    RunRecord second = records.get(1);
    assertThat(second.metrics()).isEqualTo(first.metrics()).containsKey("averagePrecision");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.data()).isEqualTo(first.data());
    assertThat(second.code()).isEqualTo(first.code());
    assertThat(first.trainer()).isEqualTo("gbdt");
    assertThat(first.settings()).isNotEmpty();
    assertThat(first.labelDelay()).isEqualTo("0 days, maturity 30 days, genuine when settled");
    String digest = JSON.readTree(describe("data", "--json").out()).get("digest").asText();
    assertThat(first.data()).containsExactly(new RunRecord.Data("data", digest));

    String all = Cli.run("runs", "list", "--runs=" + runs).exits(ExitCodes.OK).out();
    assertThat(all).contains(first.id(), second.id());
    assertThat(JSON.readTree(Cli.run("runs", "list", "--json", "--runs=" + runs).out())).hasSize(2);
    String shown = Cli.run("runs", "show", first.id(), "--runs=" + runs).exits(ExitCodes.OK).out();
    assertThat(JSON.readTree(shown).at("/bundle/sha256").asText()).hasSize(64);
    Cli compared = Cli.run("runs", "compare", first.id(), second.id(), "--json", "--runs=" + runs);
    JsonNode comparison = JSON.readTree(compared.exits(ExitCodes.OK).out());
    assertThat(comparison.get("causes")).as("the same in all").isEmpty();
    assertThat(comparison.get("metrics").size()).isEqualTo(first.metrics().size());
    Cli.run("runs", "show", "1999", "--runs=" + runs).exits(ExitCodes.NOT_FOUND);
    assertThat(Cli.run("runs").exits(ExitCodes.USAGE).err()).contains("list, show, compare");
  }

  private <T extends SpecificRecord> void writeAvro(String file, List<T> records)
      throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Schema schema = records.get(0).getSchema();
    try (DataFileWriter<T> writer = new DataFileWriter<>(new SpecificDatumWriter<T>(schema))) {
      writer.create(schema, path.toFile());
      for (T record : records) {
        writer.append(record);
      }
    }
  }

  private Cli train(Path runs, String bundle, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "--dataset=" + directory.resolve("data"),
                "--review-rate=0.1",
                "--runs=" + runs,
                "--output=" + directory.resolve(bundle)));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private Cli build(String name, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "dataset",
                "build",
                "--transactions=" + history.transactions(),
                "--mapping=" + history.mapping(),
                "--feature-set=" + history.featureSet(),
                "--output=" + directory.resolve(name)));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private Cli describe(String name, String... more) {
    List<String> words =
        new ArrayList<>(List.of("dataset", "describe", directory.resolve(name).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static SortedMap<String, String> bytes(Path root) throws IOException {
    SortedMap<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            root.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return bytes;
  }
}
