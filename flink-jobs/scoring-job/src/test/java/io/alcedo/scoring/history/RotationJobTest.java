package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestLimits;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.LocalFlink;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.JobClock;
import io.alcedo.scoring.plan.FeatureSource;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.stage.FeatureStage;
import io.alcedo.scoring.stage.RotatingHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job's operators in Flink, with a takeover in the middle of a history. */
class RotationJobTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(45);
  private static final int ROWS = 700;

  @TempDir private Path directory;

  /** A history of which about three rows share each instant, with labels days later. */
  private record Rows(long seed) implements HistoryOrigin {
    @Override
    public String name() {
      return "rows";
    }

    @Override
    public Iterator<LabelledTransaction> open() {
      return RotatingHistory.rows(BEGIN, ROWS, seed).iterator();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk"})
  void featuresAreThoseOfARunWithoutARotationAtAnyParallelism(String set) throws Exception {
    long seed = System.nanoTime();
    PlanSource plan = FeatureSource.named(set);
    KeysetSource keyset = KeysetSource.createIfAbsent(directory);
    List<TransactionEvent> expected = run(plan, keyset, null, seed, 1);
    KeyRotation rotation =
        KeysetSource.change(
                directory.resolve(KeysetSource.FILE_NAME),
                old -> KeyChange.begin(old, BEGIN, LENGTH))
            .rotation();
    assertThat(rotation).isNotNull();

    for (int parallelism = 1; parallelism <= 2; parallelism++) {
      List<TransactionEvent> events = run(plan, keyset, rotation, seed, parallelism);

      assertThat(events).hasSize(ROWS).hasSameSizeAs(expected);
      int before = 0;
      for (int i = 0; i < ROWS; i++) {
        TransactionEvent event = events.get(i);
        String as = "seed %d, parallelism %d, row %d".formatted(seed, parallelism, i);
        Instant time = Instant.ofEpochMilli(event.row().eventTime());
        before += time.isBefore(rotation.takeoverAt()) ? 1 : 0;
        assertThat(event.requiredVector()).as(as).isEqualTo(expected.get(i).requiredVector());
        assertThat(event.row().required(TransactionRow.CARD_TOKEN))
            .as(as)
            .startsWith(rotation.keyAt(time) + ".");
      }
      assertThat(before).isBetween(ROWS / 4, 3 * ROWS / 4);
    }
  }

  private List<TransactionEvent> run(
      PlanSource plan,
      KeysetSource keyset,
      @Nullable KeyRotation rotation,
      long seed,
      int parallelism)
      throws Exception {
    StreamExecutionEnvironment env = LocalFlink.environment(parallelism, new Configuration());
    IngestSettings settings =
        new IngestSettings(
            keyset,
            SingleObjectFraming::new,
            IngestLimits.DEFAULT,
            plan.signals(),
            JobClock.EVENT,
            rotation);
    VectorsFile file = new VectorsFile(directory.resolve("vectors"), plan.layout());
    FeaturesJob.compose(
        env,
        new HistorySource(new Rows(seed), settings, false),
        new FeatureStage.Settings(plan, Duration.ofHours(1), Duration.ofDays(1), rotation),
        file,
        new FirstRejectionFails());
    env.execute("features");
    List<TransactionEvent> events = new ArrayList<>();
    file.read(events::add);
    return events;
  }
}
