package io.alcedo.training.dataset.dated;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeatureCatalogue;
import io.alcedo.features.FeatureColumns;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.dataset.CleaningRule;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of vectors that were made by a job while its features grew. */
class ScoredColumnsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final FeatureColumns OWN =
      new FeatureColumns(List.of("amount", "count"), List.of("a0", "c0"));
  private static final FeatureColumns GROWN =
      new FeatureColumns(List.of("amount", "count", "count_c1"), List.of("a0", "c0", "c1"));
  private static final FeatureColumns ASKED =
      new FeatureColumns(List.of("count", "amount"), List.of("c1", "a0"));

  @TempDir private Path directory;

  @Test
  void takesWhatEachVectorHasOfWhatIsAskedFor() throws Exception {
    FeatureCatalogue catalogue = new FeatureCatalogue(directory);
    catalogue.add(OWN);
    catalogue.add(GROWN);
    ScoredRows rows =
        new ScoredRows(ASKED, catalogue, Lacking.UNKNOWN, HistoryWindow.all(), Duration.ofHours(1));
    VerdictBook verdicts = new VerdictBook(Long.MAX_VALUE);
    scored(rows, verdicts, 1, OWN.hash(), List.of(1f, 2f));
    scored(rows, verdicts, 2, GROWN.hash(), List.of(3f, 4f, 5f));
    scored(rows, verdicts, 3, ASKED.hash(), List.of(6f, 7f));
    scored(rows, verdicts, 4, "0123456789abcdef", List.of(8f, 9f));
    scored(rows, verdicts, 5, GROWN.hash(), List.of(10f, 11f));

    TrainingSet set = rows.join(verdicts);

    assertThat(set.featureNames()).containsExactly("count", "amount");
    assertThat(set.size()).isEqualTo(3);
    assertThat(row(set, 0)).containsExactly(Float.NaN, 1f);
    assertThat(row(set, 1)).containsExactly(5f, 3f);
    assertThat(row(set, 2)).containsExactly(6f, 7f);
    assertThat(rows.cleaning().leftOut(CleaningRule.OTHER_FEATURE_SET)).isEqualTo(1);
    assertThat(rows.cleaning().leftOut(CleaningRule.VECTOR_LENGTH)).isEqualTo(1);
  }

  /** Vectors by lot of sets that hold all, a part or none of what is asked for. */
  @Test
  void leavesOutAndCountsWhatLacksAFeatureWhereThatIsAskedFor() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    FeatureCatalogue catalogue = new FeatureCatalogue(directory);
    FeatureColumns other = new FeatureColumns(List.of("count"), List.of("c1"));
    List<FeatureColumns> sets = List.of(OWN, GROWN, ASKED, other);
    for (FeatureColumns set : sets) {
      catalogue.add(set);
    }
    HistoryWindow window = HistoryWindow.between(START, START.plus(Duration.ofDays(80)));
    ScoredRows rows =
        new ScoredRows(ASKED, catalogue, Lacking.LEFT_OUT, window, Duration.ofHours(1));
    VerdictBook verdicts = new VerdictBook(Long.MAX_VALUE);
    List<Float> expected = new ArrayList<>();
    long lacking = 0;
    for (int day = 0; day < 100; day++) {
      FeatureColumns set = sets.get(random.nextInt(sets.size()));
      boolean judged = random.nextInt(4) > 0;
      List<Float> vector = new ArrayList<>();
      for (String hash : set.hashes()) {
        vector.add(day + (hash.equals("a0") ? 0.25f : hash.equals("c1") ? 0.5f : 0));
      }
      ScoredFeatures features = features(day, set.hash(), vector);
      if (judged) {
        scored(rows, verdicts, day, set.hash(), vector);
      } else {
        rows.add(features);
      }
      if (judged && day < 80) {
        boolean whole = set.hashes().containsAll(ASKED.hashes());
        lacking += whole ? 0 : 1;
        if (whole) {
          expected.addAll(List.of(day + 0.5f, day + 0.25f));
        }
      }
    }

    TrainingSet set = rows.join(verdicts);

    List<Float> values = new ArrayList<>();
    for (int row = 0; row < set.size(); row++) {
      values.addAll(List.of(set.value(row, 0), set.value(row, 1)));
    }
    assertThat(values).as("seed=" + seed).isEqualTo(expected).isNotEmpty();
    assertThat(rows.cleaning().leftOut(CleaningRule.LACKS_FEATURES))
        .as("seed=" + seed)
        .isEqualTo(lacking)
        .isPositive();
    assertThat(set.size() + rows.cleaning().total()).isEqualTo(rows.transactions());
  }

  @Test
  void letsGoOfValuesOutsideTheWindowOnly() {
    HistoryWindow window = HistoryWindow.between(START, START.plus(Duration.ofDays(30)));
    ScoredRows rows = new ScoredRows(OWN.names(), OWN.hash(), window, Duration.ofHours(1));
    ScoredFeatures inside = features(29, OWN.hash(), List.of(1f, 2f));
    ScoredFeatures outside = features(31, OWN.hash(), List.of(1f, 2f));

    rows.addOwned(inside);
    rows.addOwned(outside);

    assertThat(inside.getVector()).isNotEmpty();
    assertThat(outside.getVector()).isEmpty();
  }

  private static float[] row(TrainingSet set, int row) {
    return new float[] {set.value(row, 0), set.value(row, 1)};
  }

  private static void scored(
      ScoredRows rows, VerdictBook verdicts, int day, String hash, List<Float> vector) {
    Instant time = START.plus(Duration.ofDays(day));
    rows.add(features(day, hash, vector));
    verdicts.add(
        Label.newBuilder()
            .setTransactionId("t" + day)
            .setTenant("north")
            .setEventTime(time)
            .setBaseAmountMinor(1)
            .setVerdict(Verdict.FRAUD)
            .setRevision(1)
            .setReportedAt(time.plus(Duration.ofDays(1)))
            .setEntities(Map.of())
            .build());
  }

  private static ScoredFeatures features(int day, String hash, List<Float> vector) {
    Instant time = START.plus(Duration.ofDays(day));
    return ScoredFeatures.newBuilder()
        .setTransactionId("t" + day)
        .setTenant("north")
        .setEventTime(time)
        .setScoredAt(time.plusMillis(4))
        .setEntities(Map.of("cardToken", "card"))
        .setVector(vector)
        .setFeatureSetHash(hash)
        .build();
  }
}
