package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.stage.FeatureStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesJobTest {
  private static final int ROWS = 600;

  @TempDir private Path directory;

  @Test
  void computesWhatAReplayComputesInInputOrderAtAnyParallelism() throws Exception {
    long seed = 20260301;
    HistoryFixture history = HistoryFixture.write(directory, ROWS, seed);

    Path alone = run(history, 1, directory.resolve("alone.csv"));
    Path shared = run(history, 2, directory.resolve("shared.csv"));

    assertThat(Files.mismatch(alone, shared)).as("first differing byte").isEqualTo(-1);
    List<String> lines = Files.readAllLines(alone);
    assertThat(lines.get(0))
        .isEqualTo(
            "transactionId,amount,card_count,card_declined,card_since_last,card_sum,"
                + "terminal_cards,terminal_count,terminal_frauds");
    assertThat(values(lines)).as("seed %d", seed).isEqualTo(expected(history.replay()));
    assertThat(lines).hasSize(ROWS + 1).element(17).asString().startsWith("t16,");
  }

  @Test
  void saysWhichRowCannotBeUsed() throws Exception {
    HistoryFixture history = HistoryFixture.write(directory, 5, 1);
    Path csv = Path.of(history.file.path());
    Files.writeString(csv, Files.readString(csv).replaceFirst("(?m)^t3,(.*?),.*?,", "t3,$1, ,"));

    Path output = directory.resolve("out.csv");
    assertThatThrownBy(() -> run(history, 1, output))
        .rootCause()
        .hasMessageContaining("file=history.csv, row=4, code=INVALID_CARD_NUMBER");
    assertThat(output).doesNotExist();
  }

  private static Path run(HistoryFixture history, int parallelism, Path output) throws Exception {
    StreamExecutionEnvironment env = LocalFlink.environment(parallelism, new Configuration());
    FeaturesJob.compose(
        env,
        new HistorySource(history.file, history.settings, false),
        new FeatureStage.Settings(HistoryFixture.PLAN, Duration.ofHours(1), Duration.ofDays(1)),
        new FeaturesCsv(output, HistoryFixture.PLAN.compile().names()),
        new FirstRejectionFails());
    env.execute("features");
    return output;
  }

  private static List<List<Float>> values(List<String> lines) {
    List<List<Float>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<Float> row = new ArrayList<>();
      String[] cells = line.split(",", -1);
      for (int i = 1; i < cells.length; i++) {
        row.add(cells[i].isEmpty() ? Float.NaN : Float.parseFloat(cells[i]));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Returns the replay's vectors with their features in alphabetical order. */
  private static List<List<Float>> expected(List<float[]> vectors) {
    List<String> names = HistoryFixture.PLAN.compile().names();
    List<String> sorted = names.stream().sorted().toList();
    List<List<Float>> rows = new ArrayList<>();
    for (float[] vector : vectors) {
      rows.add(sorted.stream().map(name -> vector[names.indexOf(name)]).toList());
    }
    return rows;
  }
}
