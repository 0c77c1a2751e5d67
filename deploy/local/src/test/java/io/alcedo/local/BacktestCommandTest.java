package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {
  private static final long SEED = 20260306;
  private static final String[] SMALL_TREES = {
    "--trainer=gbdt", "--setting=maxTrees=25", "--setting=maxDepth=4", "--setting=threads=1"
  };

  @TempDir private static Path shared;

  private static SimulatedHistory history;

  @TempDir private Path directory;

  @BeforeAll
  static void simulate() throws Exception {
    history = SimulatedHistory.write(shared, 16, 250, SEED);
  }

  @Test
  void reportsTheSameAtAnyParallelism() throws Exception {
    JsonNode alone = report("alone", SMALL_TREES, "--parallelism=1", "--seeds=2");
    JsonNode both = report("both", SMALL_TREES, "--parallelism=2", "--seeds=2");

    for (String key : (Iterable<String>) alone::fieldNames) {
      boolean same = alone.get(key).equals(both.get(key));
      assertThat(same).as("the same %s, seed %d", key, SEED).isTrue();
    }
    assertThat(alone.get("trainRows").asInt()).isEqualTo(rows("2026-03-03", "2026-03-09"));
    int immature = alone.get("counts").get("immature").asInt();
    assertThat(alone.get("testRows").asInt() + immature)
        .isEqualTo(rows("2026-03-12", "2026-03-16"));
    assertThat(alone.get("auc").asDouble()).isBetween(0.8, 1.0);
    JsonNode spread = alone.get("spread").get("averagePrecision");
    assertThat(spread.get("values")).hasSize(2);
    assertThat(alone.get("averagePrecision").asDouble())
        .isCloseTo(
            (spread.get("values").get(0).asDouble() + spread.get("values").get(1).asDouble()) / 2,
            within(1e-12))
        .isBetween(spread.get("least").asDouble(), spread.get("most").asDouble());
    assertThat(alone.get("cardPrecisionAt100").asDouble()).isPositive();
    assertThat(alone.get("labelDelayDays").asInt()).isEqualTo(2);
    assertThat(alone.get("settings").get("maxTrees").asText()).isEqualTo("25");
    assertThat(alone.get("models").get(1).get("name").asText()).isEqualTo("seed 2");
    JsonNode review = alone.get("impact").get("review");
    assertThat(review.get("alertsPerDay").asDouble()).isPositive();
    assertThat(
            review.get("fraudValueCaughtMinor").asDouble()
                + review.get("fraudValueMissedMinor").asDouble())
        .isPositive();
    assertThat(alone.get("counts").get("transactions").asInt())
        .isEqualTo(Files.readAllLines(history.transactions()).size() - 1);
  }

  @Test
  void aLabelIsNotKnownBeforeItsDelay() throws Exception {
    JsonNode soon = report("soon", SMALL_TREES);
    JsonNode late = report("late", SMALL_TREES, "--delay-days=5");

    int waiting = late.get("counts").get("waitingForLabels").asInt();
    assertThat(waiting).isEqualTo(rows("2026-03-07", "2026-03-09"));
    assertThat(soon.get("counts").get("waitingForLabels").asInt()).isZero();
    assertThat(late.get("trainRows").asInt()).isEqualTo(soon.get("trainRows").asInt() - waiting);
  }

  @Test
  void leavesOutKnownCardsWhereAsked() throws Exception {
    JsonNode all = report("all", SMALL_TREES);
    JsonNode unknown = report("unknown", SMALL_TREES, "--exclude-known-cards");

    int left = unknown.get("counts").get("knownCards").asInt();
    assertThat(left).isPositive();
    assertThat(unknown.get("testRows").asInt()).isEqualTo(all.get("testRows").asInt() - left);
    assertThat(unknown.get("trainRows")).isEqualTo(all.get("trainRows"));
  }

  @Test
  void judgesBundlesThatAreGivenSideBySide() throws Exception {
    Path bundle = directory.resolve("bundle");
    Cli.run(
            "train",
            "--transactions=" + history.transactions(),
            "--mapping=" + history.mapping(),
            "--feature-set=" + history.featureSet(),
            "--to=2026-03-10T00:00:00Z",
            "--output=" + bundle)
        .exits(ExitCodes.OK);
    Path html = directory.resolve("page.html");
    String[] given = {
      "--transactions=" + history.transactions(),
      "--mapping=" + history.mapping(),
      "--feature-set=" + history.featureSet(),
      "--test-from=2026-03-12",
      "--test-to=2026-03-16",
      "--model=" + bundle,
      "--compare=" + bundle,
      "--html=" + html,
      "--report=" + directory.resolve("given.json"),
    };

    Cli cli = Cli.run(words("backtest", given));

    cli.exits(ExitCodes.OK);
    JsonNode report = new ObjectMapper().readTree(directory.resolve("given.json").toFile());
    JsonNode difference = report.get("compared").get(0).get("comparison").get("averagePrecision");
    assertThat(difference.get("champion")).isEqualTo(difference.get("challenger"));
    assertThat(report.get("trainFrom").asText()).isEqualTo("2026-03-01");
    assertThat(report.get("trainTo").asText()).isEqualTo("2026-03-09");
    assertThat(report.get("trainRows").asInt()).isZero();
    assertThat(cli.out()).contains("= +0.0000");
    JsonNode evaluation = report.get("evaluation");
    JsonNode reasons = evaluation.get("reasons");
    assertThat(reasons.get("fraudAlerts").asDouble() + reasons.get("genuineAlerts").asDouble())
        .isEqualTo(
            evaluation.get("totals").get("fraudsCaught").asDouble()
                + evaluation.get("totals").get("genuineAlerts").asDouble())
        .isPositive();
    assertThat(reasons.get("families").findValuesAsText("family"))
        .containsExactlyInAnyOrder("amount", "velocity", "history");
    assertThat(reasons.get("families").get(0).get("toFrauds").asDouble()).isPositive();
    assertThat(evaluation.get("facts").get("reasonsOf").asText()).matches("all [0-9,]+ alerts");
    assertThat(evaluation.get("comparisons")).hasSize(1);
    assertThat(Files.readString(html)).contains("<h3>Reasons</h3>");
    String model = report.get("model").asText();
    assertThat(model).startsWith("card-fraud 2026");
    assertThat(report.get("compared").get(0).get("name").asText()).isEqualTo(model);
    assertThat(Files.readString(html)).contains("Backtest of " + model);
    assertThat(List.of(report.toString(), Files.readString(html), cli.out()))
        .as("the paths of this machine")
        .noneMatch(text -> text.contains(directory.toString()))
        .noneMatch(text -> text.contains(shared.toString()));
  }

  @Test
  void refusesBundlesThatWereTrainedOnTestDays() throws Exception {
    Path bundle = directory.resolve("seen");
    Cli.run(
            "train",
            "--transactions=" + history.transactions(),
            "--mapping=" + history.mapping(),
            "--feature-set=" + history.featureSet(),
            "--setting=maxTrees=5",
            "--to=2026-03-13T00:00:00Z",
            "--output=" + bundle)
        .exits(ExitCodes.OK);

    Cli compared = Cli.run(arguments(directory.resolve("x.json"), "--compare=" + bundle));
    Cli given =
        Cli.run(
            arguments(
                directory.resolve("x.json"),
                "--model=" + bundle,
                "--trainer=gbdt",
                "--setting=maxTrees=5",
                "--seeds=2",
                "--retrain-days=7"));

    assertThat(compared.exits(ExitCodes.REFUSED).err())
        .contains("--compare: A bundle's training days end before --test-from: model=card-fraud ")
        .contains(", trained to=2026-03-12T", ", from=2026-03-12");
    assertThat(given.exits(ExitCodes.REFUSED).err())
        .contains(
            "6 problems",
            "--trainer does not go with --model",
            "--setting does not go with --model",
            "--seeds does not go with --model",
            "--retrain-days goes with --decline-per-day",
            "--train-from and --train-to do not go with --model",
            "--test-from is after the last training day: from=2026-03-12, last=2026-03-12");
  }

  @Test
  void recordsWhatATrainingOfTheSameFilesRecords() throws Exception {
    Path runs = directory.resolve("runs");
    Path same = Files.createDirectory(directory.resolve("folder")).resolve("traffic.csv");
    Files.copy(history.mapping(), same);
    Cli.run(
            arguments(
                directory.resolve("recorded.json"),
                "--setting=maxTrees=5",
                "--runs=" + runs,
                "--mapping=" + same))
        .exits(ExitCodes.OK);
    Cli.run(
            "train",
            "--transactions=" + history.transactions(),
            "--mapping=" + same,
            "--feature-set=" + history.featureSet(),
            "--setting=maxTrees=5",
            "--runs=" + runs,
            "--output=" + directory.resolve("recorded"))
        .exits(ExitCodes.OK);

    List<RunRecord> records = new RunDirectory(runs).list();
    assertThat(records).hasSize(2);
    assertThat(records.get(0).data()).isEqualTo(records.get(1).data()).hasSize(3);
    assertThat(records.get(0).data().get(0).name()).isEqualTo("traffic.csv");
    RunRecord backtest =
        records.stream().filter(run -> run.command().equals("backtest")).findFirst().orElseThrow();
    assertThat(records.stream().map(RunRecord::labelDelay))
        .containsExactlyInAnyOrder(
            "2 days, maturity 2 days, genuine when approved",
            "stated, maturity 30 days, genuine when approved");
    assertThat(backtest.settings()).containsEntry("featureSet", "small");
  }

  @Test
  void amountsHaveTheDigitsOfTheFeatureSetsCurrency() throws Exception {
    Path featureSet =
        Files.writeString(
            directory.resolve("whole.yaml"),
            Files.readString(history.featureSet()) + "base_currency_digits: 0\n");
    Path file = directory.resolve("whole.json");

    Cli cli =
        Cli.run(arguments(file, "--setting=maxTrees=5", "--feature-set=" + featureSet))
            .exits(ExitCodes.OK);

    JsonNode evaluation = new ObjectMapper().readTree(file.toFile()).get("evaluation");
    assertThat(evaluation.get("settings").get("amountDigits").asInt()).isZero();
    assertThat(evaluation.get("settings").get("amountBands").toString())
        .isEqualTo("[30,100,250,500]");
    assertThat(cli.out()).containsPattern("fraud value caught [0-9,]+ \\(");
  }

  @Test
  void playsTheLoopWithPaymentsBlocked() throws Exception {
    Path featureSet =
        Files.writeString(
            directory.resolve("distinct.yaml"),
            Files.readString(history.featureSet())
                    .replace("entities: {", "entities: {acquirer: acquirerId, ")
                + "  - {name: cards, distinct: cardToken, by: acquirer, window: 1d, family: x}\n");
    String[] options = {
      "--feature-set=" + featureSet,
      "--decline-per-day=20",
      "--control-share=0.1",
      "--retrain-days=2"
    };
    JsonNode report = report("declines", SMALL_TREES, options);
    boolean same = report("again", SMALL_TREES, options).equals(report);
    assertThat(same).as("the same report again, seed %d", SEED).isTrue();

    JsonNode declines = report.get("declines");
    int declined = declines.get("seeds").get(0).get("declined").asInt();
    int controls = declines.get("seeds").get(0).get("controls").asInt();
    assertThat(declined + controls).isEqualTo(5 * 20);
    assertThat(declines.get("seeds").get(0).get("declinedFrauds").asInt())
        .isPositive()
        .isLessThanOrEqualTo(declined);
    assertThat(declines.get("averagePrecisionKept").asDouble())
        .isCloseTo(
            declines.get("averagePrecision").get("median").asDouble()
                / declines.get("averagePrecisionEveryLabel").get("median").asDouble(),
            within(1e-12));
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    Cli cli =
        Cli.run(
            "backtest",
            "--transactions=" + directory.resolve("missing.csv"),
            "--mapping=" + history.mapping(),
            "--feature-set=" + history.featureSet(),
            "--trainer=gbtd",
            "--train-from=2026-03-09",
            "--train-to=2026-03-03",
            "--test-from=2026-03-02",
            "--test-to=2026-03-01",
            "--delay-days=0",
            "--seeds=0",
            "--parallelism=0",
            "--compare=" + directory.resolve("no-bundle"),
            "--report=" + directory.resolve("no-folder/report.json"),
            "--decline-per-day=0",
            "--control-share=0.5",
            "--retrain-days=0");

    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains(
            "13 problems",
            "--transactions is a file that can be read",
            "--trainer: A trainer is one of",
            "did you mean 'gbdt'?",
            "--train-from is not after --train-to: from=2026-03-09, to=2026-03-03",
            "--test-from is after the last training day: from=2026-03-02, last=2026-03-03",
            "--test-from is not after --test-to: from=2026-03-02, to=2026-03-01",
            "--seeds is 1 to 100: value=0",
            "--parallelism is 1 to 128: value=0",
            "--compare: The bundle lacks a file",
            "--report is a file in a directory that can be written to",
            "--decline-per-day is above 0: value=0",
            "--control-share is 0 to 0.2: value=0.5",
            "--retrain-days is 1 to 366: value=0",
            "--decline-per-day goes with a --delay-days of 1 or more");
  }

  @Test
  void listsTheSettingsOfATrainer() {
    Cli cli = Cli.run("backtest", "--trainer=neural", "--help-settings");

    assertThat(cli.exits(ExitCodes.OK).out()).startsWith("neural: ").contains("dropout");
  }

  @Test
  void namesEverySettingThatTheTrainerDoesNotTake() {
    Cli cli =
        Cli.run(arguments(directory.resolve("x.json"), "--setting=maxTres=3", "--setting=l2=-1"));

    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains("2 problems", "--setting: ", "name=maxTres; did you mean 'maxTrees'?", "l2=-1");
  }

  private JsonNode report(String name, String[] trainer, String... more) throws Exception {
    Path file = directory.resolve(name + ".json");
    String[] options = Stream.of(trainer, more).flatMap(Stream::of).toArray(String[]::new);
    Cli.run(arguments(file, options)).exits(ExitCodes.OK);
    return new ObjectMapper().readTree(file.toFile());
  }

  private static String[] arguments(Path report, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "backtest",
                "--transactions=" + history.transactions(),
                "--train-from=2026-03-03",
                "--train-to=2026-03-09",
                "--test-from=2026-03-12",
                "--test-to=2026-03-16",
                "--report=" + report));
    if (Stream.of(more).noneMatch(word -> word.startsWith("--delay-days"))) {
      words.add("--delay-days=2");
    }
    if (Stream.of(more).noneMatch(word -> word.startsWith("--feature-set"))) {
      words.add("--feature-set=" + history.featureSet());
    }
    if (Stream.of(more).noneMatch(word -> word.startsWith("--mapping"))) {
      words.add("--mapping=" + history.mapping());
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String[] words(String first, String[] others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }

  /** Counts the file's rows of these days that are labelled or approved. */
  private static int rows(String from, String to) throws Exception {
    return (int)
        Files.readAllLines(history.transactions()).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[1].compareTo(from) >= 0)
            .filter(cells -> cells[1].substring(0, 10).compareTo(to) <= 0)
            .filter(cells -> !cells[10].isEmpty() || cells[11].equals("APPROVED"))
            .count();
  }
}
