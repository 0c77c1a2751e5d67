package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of examples/credit-scoring/README.md, on fewer applications. */
class CreditScoringExampleTest {
  private static final Pattern SCORE = Pattern.compile("\"score\":([0-9.eE-]+)");
  private static final int NEW_APPLICATIONS = 200;

  @TempDir private Path work;

  @Test
  void makesDataTrainsThePlainNetworkAndServesIt() throws Exception {
    Path applications = applications("history.csv", 12_000, 1, "2025-01-01");
    Path bundle = work.resolve("credit-1");
    Cli.run(
            "train",
            "--transactions=" + applications,
            "--mapping=" + example("mapping.yaml"),
            "--feature-set=" + example("features.yaml"),
            "--trainer=neural",
            "--setting=layers=32,16",
            "--setting=stoppingMetric=log_loss",
            "--name=credit",
            "--review-rate=0.2",
            "--decline-rate=0.08",
            "--output=" + bundle)
        .exits(ExitCodes.OK);
    BundleManifest manifest = ModelBundle.read(bundle).manifest();
    assertThat(manifest.metrics().get("auc")).isGreaterThan(0.7);
    assertThat(manifest.metrics()).containsKeys("epochs", "bestEpoch");
    scoresLowWhatIsSafe(bundle);

    serve(bundle, applications("new.csv", NEW_APPLICATIONS, 2, "2026-01-01"));
  }

  @Test
  void theSameSeedMakesTheSameData() throws Exception {
    Path first = applications("first.csv", 300, 3, "2025-01-01");

    assertThat(first).hasSameTextualContentAs(applications("again.csv", 300, 3, "2025-01-01"));
    assertThat(Files.readString(first))
        .isNotEqualTo(Files.readString(applications("other.csv", 300, 4, "2025-01-01")));
  }

  /** A person with a record and hardly any debts, and one with late payments and full cards. */
  private static void scoresLowWhatIsSafe(Path bundle) throws Exception {
    float[] rows = {
      8.5f, 36, 3_000, 100, 0.2f, 0, 0, 12, 15, 1, 8.5f, 36, Float.NaN, 900, 0.95f, 4, 3, 0.2f,
      0.5f, 1,
    };
    float[] scores = new float[2];
    try (OnnxModel model =
        OnnxModel.open(ModelBundle.read(bundle), ExecutionTarget.CPU, ModelOptions.DEFAULT)) {
      model.score(rows, 2, scores);
    }
    assertThat(scores[0]).isLessThan(0.1f);
    assertThat(scores[1]).isGreaterThan(0.3f);
  }

  private void serve(Path bundle, Path applications) throws Exception {
    Path keyset = work.resolve("keyset.json");
    Cli.run("keys", "create", "--keyset=" + keyset).exits(ExitCodes.OK);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(work.resolve("kafka"))) {
      String brokers = "--bootstrap-servers=" + kafka.bootstrapServers();
      Cli.run("topics", "create", "--partitions=1", brokers).exits(ExitCodes.OK);
      Cli.Running job =
          Cli.start(
              "score",
              "--config=" + example("alcedo.yaml"),
              "--set=kafka.bootstrap_servers=" + kafka.bootstrapServers(),
              "--set=privacy.keyset_file=" + keyset,
              "--set=features.set=" + example("features.yaml"),
              "--set=model.bundle=" + bundle,
              "--set=decision.deadline=1m",
              "--set=job.parallelism=1",
              "--set=metrics.port=0");
      job.awaitOut("metrics at");
      Cli.run(
              "replay",
              "--transactions=" + applications,
              "--mapping=" + example("mapping.yaml"),
              brokers)
          .exits(ExitCodes.OK);
      Cli.await(
          "a risk event for each application",
          () -> tail("risk-events", brokers).size() >= NEW_APPLICATIONS);
      List<String> events = tail("risk-events", brokers);
      assertThat(job.stop().exits(ExitCodes.OK).err()).isEmpty();

      assertThat(events)
          .hasSize(NEW_APPLICATIONS)
          .allMatch(event -> event.contains("\"modelName\":\"credit\""))
          .noneMatch(event -> event.contains("person-"));
      assertThat(events.stream().mapToDouble(CreditScoringExampleTest::score).distinct().count())
          .isGreaterThan(NEW_APPLICATIONS / 2);
      assertThat(events)
          .anyMatch(event -> event.contains("\"APPROVE\""))
          .anyMatch(event -> event.contains("\"REVIEW\""));
    }
  }

  private static double score(String event) {
    Matcher score = SCORE.matcher(event);
    assertThat(score.find()).as(event).isTrue();
    return Double.parseDouble(score.group(1));
  }

  private static List<String> tail(String topic, String brokers) {
    return Cli.run("tail", topic, "-n", "-1", brokers).exits(ExitCodes.OK).lines();
  }

  private Path applications(String name, int count, int seed, String firstDay) throws Exception {
    Path file = work.resolve(name);
    Process generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                example("CreditApplications.java").toString(),
                Integer.toString(count),
                Integer.toString(seed),
                firstDay)
            .redirectOutput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(generator.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(generator.exitValue()).isZero();
    return file;
  }

  private static Path example(String name) {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory.resolve("examples/credit-scoring").resolve(name);
  }
}
