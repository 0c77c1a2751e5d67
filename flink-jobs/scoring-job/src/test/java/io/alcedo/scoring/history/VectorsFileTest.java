package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.stage.FeatureStage;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsFileTest {
  private static final int ROWS = 500;
  private static final long SEED = 20260302;

  @TempDir private Path directory;

  @Test
  void holdsTheVectorsOfAReplayInInputOrderAtAnyParallelism() throws Exception {
    HistoryFixture history = HistoryFixture.write(directory, ROWS, SEED);

    List<TransactionEvent> alone = read(run(history, 1, directory.resolve("alone")));
    List<TransactionEvent> shared = read(run(history, 2, directory.resolve("shared")));

    List<float[]> expected = history.replay();
    assertThat(alone).hasSize(ROWS).hasSameSizeAs(expected);
    for (int i = 0; i < ROWS; i++) {
      TransactionEvent event = alone.get(i);
      assertThat(event.row().required(TransactionRow.TRANSACTION_ID)).isEqualTo("t" + i);
      assertThat(event.origin().offset()).isEqualTo(i);
      assertThat(event.requiredVector()).as("seed %d, row %d", SEED, i).isEqualTo(expected.get(i));
    }
    assertThat(shared).isEqualTo(alone);
  }

  @Test
  void aFileCutShortIsNoWholeOne() throws Exception {
    HistoryFixture history = HistoryFixture.write(directory, 20, SEED);
    Path file = directory.resolve("cut");
    VectorsFile vectors = run(history, 1, file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> read(vectors)).isInstanceOf(EOFException.class);
  }

  private static VectorsFile run(HistoryFixture history, int parallelism, Path file)
      throws Exception {
    StreamExecutionEnvironment env = LocalFlink.environment(parallelism, new Configuration());
    VectorsFile vectors = new VectorsFile(file, RowLayout.STANDARD);
    FeaturesJob.compose(
        env,
        new HistorySource(history.file, history.settings, false),
        new FeatureStage.Settings(HistoryFixture.PLAN, Duration.ofHours(1), Duration.ofDays(1)),
        vectors,
        new FirstRejectionFails());
    env.execute("vectors");
    return vectors;
  }

  private static List<TransactionEvent> read(VectorsFile vectors) throws Exception {
    List<TransactionEvent> events = new ArrayList<>();
    vectors.read(events::add);
    return events;
  }
}
