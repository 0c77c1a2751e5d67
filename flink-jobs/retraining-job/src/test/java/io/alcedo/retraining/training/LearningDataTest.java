package io.alcedo.retraining.training;

import static io.alcedo.retraining.training.LearningFiles.DAY;
import static io.alcedo.retraining.training.LearningFiles.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.training.Packaging;
import io.alcedo.training.dataset.file.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads dated files of another file system, whose days are copied. */
class LearningDataTest {
  private static final int PER_DAY = 20;

  @TempDir private Path directory;

  private FeaturePlan plan;
  private LearningData data;

  @BeforeEach
  void open() throws Exception {
    plan = FeatureSet.named("handbook").compile();
    new LearningFiles(plan, directory.resolve("data")).write(-120, 140, PER_DAY, true);
    DatedMirror mirror =
        new DatedMirror(
            new org.apache.flink.core.fs.Path(
                RemoteFiles.SCHEME + ":" + directory.resolve("data").toUri().getPath()),
            directory.resolve("copies"));
    data =
        new LearningData(
            new FeatureCatalogue(directory.resolve("features")),
            new TestRuns(directory, plan, ChallengerFeatures.CONFIGURED).training(false),
            mirror);
  }

  @Test
  void aTrainingNeedsItsDaysAndThoseThatTellNewCards() throws Exception {
    Dataset dataset =
        data.dataset(
            new RunPlan(
                "run-1",
                TestRuns.cause(),
                START + 11 * DAY,
                START - 50 * DAY,
                START + 10 * DAY,
                TrainingStart.SCRATCH,
                3),
            ChallengerSet.configured(plan, Packaging.NONE));

    assertThat(dataset.rows().set().size()).isEqualTo(60 * PER_DAY);
    assertThat(days("scored-features")).first().isEqualTo(day(-80));
    assertThat(days("verdicts/labels")).first().isEqualTo(day(-80));
    assertThat(dataset.manifest().source().files().get(0).name()).contains(day(-80));
  }

  /** A look at few days would else take away what the training after it copies again. */
  @Test
  void aLookLeavesWhatTheNextTrainingNeeds() throws Exception {
    LearningData.Matured late =
        data.matured(plan.columns(), START + 15 * DAY, START + 19 * DAY, START + 20 * DAY);

    assertThat(late.rows().size()).isEqualTo(4 * PER_DAY);
    assertThat(late.lackingFeatures()).isZero();
    assertThat(days("scored-features")).first().isEqualTo(day(20 - 1 - 60 - 30));

    data.matured(plan.columns(), START - 60 * DAY, START + 19 * DAY, START + 20 * DAY);
    assertThat(days("scored-features")).as("of a long look").first().isEqualTo(day(-90));
  }

  private List<String> days(String below) throws Exception {
    try (Stream<Path> entries = Files.list(directory.resolve("copies/" + below))) {
      List<String> days = new ArrayList<>();
      entries.forEach(entry -> days.add(String.valueOf(entry.getFileName())));
      days.sort(null);
      return days;
    }
  }

  private static String day(int day) {
    return "dt=" + Instant.ofEpochMilli(START + day * DAY).atZone(ZoneOffset.UTC).toLocalDate();
  }
}
