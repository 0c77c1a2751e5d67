package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.training.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on a history as it comes, which is cleaned as it is for a dataset. */
class TrainCommandTest {
  private static final int ROWS = 8_000;
  private static final String[] AS_APPROVED = {"--maturity-days=1", "--genuine-when=approved"};

  @TempDir private Path directory;

  private SmallHistory history;

  /**
   * Half of what is genuine has an approval and no verdict. One transaction comes three times, once
   * with another amount; one label claims to have been known before its transaction.
   */
  @BeforeEach
  void write() throws IOException {
    SmallHistory small = SmallHistory.write(directory, ROWS, 17);
    List<String> lines = Files.readAllLines(small.transactions());
    List<String> written = new ArrayList<>(List.of(lines.get(0) + ",REPORTED,ACTION"));
    boolean early = false;
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean fraud = line.endsWith(",1");
      boolean silent = !fraud && i % 2 == 0;
      String reported = fraud && !early ? "2026-01-01T00:00:00Z" : "";
      early |= fraud;
      written.add(
          (silent ? line.substring(0, line.length() - 1) : line) + "," + reported + ",APPROVED");
      if (i == ROWS / 2) {
        written.add(written.get(written.size() - 1));
        String[] cells = written.get(written.size() - 1).split(",", -1);
        cells[4] = "77";
        written.add(String.join(",", cells));
      }
    }
    String mapping = Files.readString(small.mapping());
    history =
        new SmallHistory(
            Files.write(directory.resolve("reported.csv"), written),
            Files.writeString(
                directory.resolve("reported.yaml"),
                mapping + "label_time: REPORTED\noutcome: {action: ACTION}\n"),
            small.featureSet());
  }

  @Test
  void aHistoryIsCleanedAsForADataset() throws Exception {
    JsonNode manifest = dataset(AS_APPROVED);

    String printed = train("model", AS_APPROVED).exits(ExitCodes.OK).out();

    assertThat(printed)
        .contains("duplicate 1", "contradiction 1", "label-before-event 1", "immature");
    assertThat(printed.lines().findFirst()).hasValue(counts(manifest));
    assertThat(train("standard", "--maturity-days=1").exits(ExitCodes.OK).out())
        .as("what train asks of an outcome unless told otherwise")
        .startsWith(counts(manifest));
  }

  @Test
  void theOptionsAboutLabelsMeanWhatTheyMeanForADataset() throws Exception {
    String[] options = {"--maturity-days=1", "--genuine-when=settled", "--delay-days=1"};
    JsonNode manifest = dataset(options);

    String printed = train("model", options).exits(ExitCodes.OK).out();

    assertThat(printed).contains("not-settled").doesNotContain("label-before-event", "immature");
    assertThat(printed).startsWith(counts(manifest));
    assertThat(new RunDirectory(directory.resolve("runs")).list().get(0).labelDelay())
        .isEqualTo("1 days, maturity 1 days, genuine when settled");
  }

  @Test
  void aDatasetHasItsOwnLabels() throws Exception {
    dataset(AS_APPROVED);

    assertThat(onDataset("--maturity-days=30").exits(ExitCodes.REFUSED).err())
        .contains("--maturity-days and --genuine-when go with --transactions");
    assertThat(onDataset("--genuine-when=approved").exits(ExitCodes.REFUSED).err())
        .contains("--maturity-days and --genuine-when go with --transactions");
    assertThat(onDataset("--delay-days=1").exits(ExitCodes.USAGE).err()).contains("--transactions");
  }

  @Test
  void bothCommandsNameTheFeatureSetsThatShip() {
    for (String[] command : new String[][] {{"train", "--help"}, {"dataset", "build", "--help"}}) {
      assertThat(Cli.run(command).exits(ExitCodes.OK).out())
          .contains("card-payments", "card-risk", "handbook");
    }
  }

  private static String counts(JsonNode manifest) {
    long rows = 0;
    for (JsonNode part : manifest.get("parts")) {
      rows += part.get("rows").asLong();
    }
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "transactions %,d: rows %,d",
            manifest.get("transactions").asLong(),
            rows));
    manifest
        .get("leftOut")
        .fields()
        .forEachRemaining(
            rule -> {
              if (rule.getValue().asLong() > 0) {
                line.append(
                    String.format(
                        Locale.ROOT, ", %s %,d", rule.getKey(), rule.getValue().asLong()));
              }
            });
    return line.toString();
  }

  private JsonNode dataset(String... more) throws IOException {
    command(
            List.of("dataset", "build", "--allow=amount", "--output=" + directory.resolve("data")),
            more)
        .exits(ExitCodes.OK);
    return new ObjectMapper().readTree(directory.resolve("data/dataset.json").toFile());
  }

  private Cli train(String bundle, String... more) {
    return command(
        List.of(
            "train",
            "--trainer=logistic",
            "--review-rate=0.1",
            "--runs=" + directory.resolve("runs"),
            "--output=" + directory.resolve(bundle)),
        more);
  }

  private Cli onDataset(String option) {
    return Cli.run(
        "train",
        "--dataset=" + directory.resolve("data"),
        "--output=" + directory.resolve("model"),
        option);
  }

  private Cli command(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.add("--transactions=" + history.transactions());
    all.add("--mapping=" + history.mapping());
    all.add("--feature-set=" + history.featureSet());
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }
}
