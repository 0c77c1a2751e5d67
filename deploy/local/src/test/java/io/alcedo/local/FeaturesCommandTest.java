package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {
  private static final int ROWS = 400;
  private static final long SEED = 20261;

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String DISTINCT =
      """
      name: crowd
      entities: {terminal: terminalId}
      features:
        - {name: cards, distinct: cardToken, by: terminal, window: 7d, family: crowd}
      """;

  @TempDir private Path directory;

  @Test
  void writesTheSameBytesAtAnyParallelism() throws Exception {
    SmallHistory history = SmallHistory.write(directory, ROWS, SEED);

    Path alone = run(history, 1).exits(ExitCodes.OK).file(directory);
    Path shared = run(history, 2).exits(ExitCodes.OK).file(directory);

    assertThat(Files.mismatch(alone, shared))
        .as("first differing byte, seed %d", SEED)
        .isEqualTo(-1);
    List<String> lines = Files.readAllLines(alone);
    assertThat(lines).hasSize(ROWS + 1);
    assertThat(lines.get(0))
        .isEqualTo("transactionId,amount,card_count_1d,card_sum_1d,terminal_count_1h");
    for (int row = 0; row < ROWS; row++) {
      assertThat(lines.get(row + 1)).startsWith("t" + row + ",");
    }
  }

  @Test
  void sampledDistinctValuesAreTheSameEachTime() throws Exception {
    StringBuilder csv = new StringBuilder("ID,TIME,CARD,TERMINAL,AMOUNT,FRAUD\n");
    for (int i = 0; i < 2_000; i++) {
      csv.append("t%d,%s,card-%d,term,100,0%n".formatted(i, START.plusSeconds(i * 60L), i));
    }
    SmallHistory plain = SmallHistory.write(directory, 1, SEED);
    SmallHistory history =
        new SmallHistory(
            Files.writeString(directory.resolve("crowd.csv"), csv),
            plain.mapping(),
            Files.writeString(directory.resolve("crowd.yaml"), DISTINCT));

    List<String> first = Files.readAllLines(run(history, 1).exits(ExitCodes.OK).file(directory));
    List<String> second = Files.readAllLines(run(history, 1).exits(ExitCodes.OK).file(directory));

    assertThat(second).isEqualTo(first);
    assertThat(first.get(2_000))
        .as("2000 cards are too many to count")
        .isNotEqualTo("t1999,2000.0");
  }

  @Test
  void namesTheRowThatCannotBeUsedAndLeavesNoOutput() throws Exception {
    SmallHistory history = SmallHistory.write(directory, 5, SEED);
    Path csv = history.transactions();
    Files.writeString(csv, Files.readString(csv).replaceAll(",card-\\d+,", ", ,"));

    Run run = run(history, 1);

    assertThat(run.cli().exits(ExitCodes.FAILED).err())
        .contains("row=1", "code=INVALID_CARD_NUMBER");
    assertThat(run.file(directory)).doesNotExist();
  }

  private Run run(SmallHistory history, int parallelism) {
    Path output = directory.resolve("features-" + parallelism + ".csv");
    return new Run(
        Cli.run(
            "features",
            "--transactions=" + history.transactions(),
            "--mapping=" + history.mapping(),
            "--feature-set=" + history.featureSet(),
            "--output=" + output,
            "--parallelism=" + parallelism),
        parallelism);
  }

  private record Run(Cli cli, int parallelism) {
    Run exits(int code) {
      cli.exits(code);
      return this;
    }

    Path file(Path directory) {
      return directory.resolve("features-" + parallelism + ".csv");
    }
  }
}
