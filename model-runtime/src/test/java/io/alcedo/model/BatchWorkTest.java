package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchWorkTest {
  private static final LogisticModel LOGISTIC = new LogisticModel(0, 1, 2);

  private final Listening listener = new Listening();
  private final ShadowWork shadows = new ShadowWork(listener);

  @Test
  void batchIsScoredAndAlertsAreExplained() throws Exception {
    ScoringBatch batch = batch(LineUp.of(1, logistic(0.7)), row(1, 1), row(-1, 0), row(0, 2));
    decide(batch, 10, 0, false);
    assertThat(batch.score(0)).isEqualTo(LOGISTIC.score(1, 1), within(1e-6f));
    assertThat(batch.score(1)).isEqualTo(LOGISTIC.score(-1, 0), within(1e-6f));
    assertThat(batch.explanation(1)).isNull();
    assertThat(batch.explanation(0).contributions().get(0).value()).isEqualTo(1);
    assertThat(batch.explanation(2).contributions()).isNotEmpty();
    assertThat(listener.calls).containsExactly("scored 1: 3", "explained 2, skipped 0");
    batch.clear();
    assertThat(batch.size()).isZero();
  }

  @Test
  void underPressureOnlyTheHighestScoresAreExplained() throws Exception {
    ScoringBatch batch = batch(LineUp.of(1, logistic(0.5)), row(1, 0), row(3, 0), row(2, 0));
    decide(batch, 3, 1, true);
    assertThat(batch.explanation(0)).isSameAs(Explanation.SKIPPED);
    assertThat(batch.explanation(1).completeness()).isEqualTo(Explanation.Completeness.COMPLETE);
    assertThat(batch.explanation(2)).isSameAs(Explanation.SKIPPED);
    assertThat(listener.calls).contains("explained 1, skipped 2");
  }

  @Test
  void scoreFromWhichIsExplainedMovesWhileTheModelServes() throws Exception {
    ServedModel model = logistic(0.5);
    ScoringBatch batch = batch(LineUp.of(1, model), row(1, 0));
    model.explainFrom(1.1);
    decide(batch, 3, 1, false);
    assertThat(batch.explanation(0)).isNull();
  }

  @Test
  void canaryDecidesForItsCardsAndBothScoreAll() throws Exception {
    LineUp lineUp = LineUp.of(1, shifted("1", 0), shifted("2", 0.1f), 0.5, List.of(), null);
    ScoringBatch batch = new ScoringBatch(2);
    batch.start(lineUp);
    batch.add(row(0.2f, 0), 2, 0.1);
    batch.add(row(0.6f, 0), 2, 0.9);
    decide(batch, 3, 1, false);
    assertThat(batch.lane(0)).isEqualTo(1);
    assertThat(batch.lane(1)).isZero();
    assertThat(batch.score(0)).isEqualTo(0.3f, within(1e-6f));
    assertThat(batch.score(1)).isEqualTo(0.6f);
    assertThat(batch.score(0, 0)).isEqualTo(0.2f);
    assertThat(batch.score(1, 1)).as("it is not needed for the decision").isNaN();
    assertThat(batch.explanation(0)).isNull();
    assertThat(batch.explanation(1).contributions().get(0).family()).isEqualTo("family0");
    shadows.compute(batch, false);
    assertThat(batch.score(0, 1)).isEqualTo(0.3f, within(1e-6f));
    assertThat(batch.score(1, 1)).isEqualTo(0.7f, within(1e-6f));
    assertThat(listener.calls).contains("scored 1: 2", "scored 2: 1");
  }

  @Test
  void failingCanaryLeavesItsCardsToTheActiveModel() throws Exception {
    LineUp lineUp = LineUp.of(1, shifted("1", 0), FakeModels.failing("2", 2), 1, List.of(), null);
    ScoringBatch batch = batch(lineUp, row(0.2f, 0), row(0.6f, 0));
    decide(batch, 3, 1, false);
    assertThat(batch.lane(0)).isZero();
    assertThat(batch.score(1)).isEqualTo(0.6f);
    assertThat(batch.score(1, 1)).isNaN();
    assertThat(listener.calls).contains("failed 2: 2");
  }

  @Test
  void failingActiveModelLeavesItsCardsToTheFormerOne() throws Exception {
    ServedModel former = shifted("1", 0.05f);
    LineUp lineUp =
        LineUp.of(1, FakeModels.failing("2", 2), null, 0, List.of(shifted("3", 0)), former);
    ScoringBatch batch = batch(lineUp, row(0.2f, 0), row(0.6f, 0));
    decide(batch, 3, 1, false);
    assertThat(batch.lane(0)).isEqualTo(lineUp.formerLane());
    assertThat(batch.score(0)).isEqualTo(0.25f);
    assertThat(batch.explanation(1).contributions()).isNotEmpty();
    listener.calls.clear();
    shadows.compute(batch, false);
    assertThat(listener.calls).containsExactly("scored 3: 2");
  }

  @Test
  void nobodyDecidesWhereNoModelScores() throws Exception {
    ScoringBatch batch = batch(LineUp.of(1, FakeModels.failing("1", 2)), row(0.2f, 0));
    decide(batch, 3, 1, false);
    assertThat(batch.lane(0)).isEqualTo(LineUp.NOBODY);
    assertThat(batch.score(0)).isNaN();
    assertThat(batch.explanation(0)).isNull();
  }

  @Test
  void failingShadowTouchesNeitherTheDecisionNorTheNextShadow() throws Exception {
    LineUp lineUp =
        LineUp.of(
            1,
            shifted("1", 0),
            null,
            0,
            List.of(FakeModels.failing("2", 2), shifted("3", 0.1f)),
            null);
    ScoringBatch batch = batch(lineUp, row(0.2f, 0));
    decide(batch, 3, 1, false);
    shadows.compute(batch, false);
    assertThat(batch.score(0)).isEqualTo(0.2f);
    assertThat(batch.score(0, 1)).isNaN();
    assertThat(batch.score(0, 2)).isEqualTo(0.3f, within(1e-6f));
  }

  @Test
  void noShadowStartsOnABatchThatNobodyWaitsFor() throws Exception {
    LineUp lineUp = LineUp.of(1, shifted("1", 0), null, 0, List.of(shifted("2", 0)), null);
    ScoringBatch batch = batch(lineUp, row(0.2f, 0));
    decide(batch, 3, 1, false);
    batch.hurry();
    shadows.compute(batch, false);
    assertThat(batch.score(0, 1)).isNaN();
    batch.clear();
    batch.start(lineUp);
    batch.add(row(0.2f, 0), 2, 0);
    shadows.compute(batch, false);
    assertThat(batch.score(0, 1)).isEqualTo(0.2f);
  }

  @Test
  void everyRowIsDecidedAsOneByOne() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ServedModel active =
          random.nextInt(4) == 0 ? FakeModels.failing("a", 3) : FakeModels.shifted("a", 3, 0);
      ServedModel canary =
          random.nextInt(4) == 0 ? FakeModels.failing("c", 4) : FakeModels.shifted("c", 4, 0.1f);
      ServedModel former = FakeModels.shifted("f", 2, 0.2f);
      double share = random.nextDouble();
      LineUp lineUp =
          LineUp.of(
              1,
              active,
              random.nextBoolean() ? canary : null,
              share,
              List.of(FakeModels.shifted("s", 4, 0.3f)),
              random.nextBoolean() ? former : null);
      ScoringBatch batch = new ScoringBatch(8);
      batch.start(lineUp);
      int rows = 1 + random.nextInt(8);
      double[] lots = new double[rows];
      int[] planned = new int[rows];
      float[] first = new float[rows];
      for (int row = 0; row < rows; row++) {
        lots[row] = random.nextDouble();
        planned[row] = 1 + random.nextInt(4);
        first[row] = random.nextFloat() / 2;
        batch.add(new float[] {first[row], 0, 0, 0}, planned[row], lots[row]);
      }
      decide(batch, random.nextInt(9), 0, random.nextBoolean());
      shadows.compute(batch, false);
      for (int row = 0; row < rows; row++) {
        String expected = expected(lineUp, lots[row], planned[row]);
        String actual =
            batch.lane(row) == LineUp.NOBODY
                ? "nobody"
                : lineUp.model(batch.lane(row)).manifest().version();
        assertThat(actual).as("seed=%d, round=%d, row=%d", seed, round, row).isEqualTo(expected);
        if (!expected.equals("nobody")) {
          float shift = 0.1f * List.of("a", "c", "f").indexOf(expected);
          assertThat(batch.score(row)).isEqualTo(first[row] + shift, within(1e-6f));
        }
        for (int lane = 0; lane < lineUp.size(); lane++) {
          ServedModel model = lineUp.model(lane);
          boolean scored = model.covers(planned[row]) && works(model);
          assertThat(Float.isNaN(batch.score(row, lane))).isEqualTo(!scored);
        }
      }
      batch.clear();
    }
  }

  private static String expected(LineUp lineUp, double lot, int planned) {
    for (ServedModel model : lineUp.models()) {
      String version = model.manifest().version();
      boolean asked =
          switch (version) {
            case "c" -> lot < share(lineUp);
            case "a", "f" -> true;
            default -> false;
          };
      if (asked && version.equals("c") && model.covers(planned) && works(model)) {
        return "c";
      }
    }
    ServedModel active = lineUp.active();
    if (active.covers(planned) && works(active)) {
      return "a";
    }
    ServedModel former = lineUp.former();
    return former != null && former.covers(planned) ? "f" : "nobody";
  }

  /** The share, found out from outside. */
  private static double share(LineUp lineUp) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (lineUp.decider(middle, 4) == 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static boolean works(ServedModel model) {
    float[] rows = new float[model.binding().size()];
    try {
      model.scorer().score(rows, 1, new float[1]);
      return true;
    } catch (ScoringException e) {
      return false;
    }
  }

  private void decide(ScoringBatch batch, int most, int mostUnderPressure, boolean pressure) {
    new DecidingWork(
            new InferenceSettings(
                Math.max(most, mostUnderPressure), mostUnderPressure, Duration.ofMinutes(1)),
            listener)
        .compute(batch, pressure);
  }

  private static ServedModel logistic(double explainFrom) throws BundleException {
    ServedModel model = FakeModels.model("1", 2, LOGISTIC.scorer()::score);
    model.explainFrom(explainFrom);
    return model;
  }

  private static ServedModel shifted(String version, float by) throws BundleException {
    return FakeModels.shifted(version, 2, by);
  }

  private static float[] row(float... values) {
    return values;
  }

  private static ScoringBatch batch(LineUp lineUp, float[]... rows) {
    ScoringBatch batch = new ScoringBatch(rows.length);
    batch.start(lineUp);
    for (float[] row : rows) {
      batch.add(row, row.length, 0);
    }
    return batch;
  }

  /** Writes down what it hears. */
  private static final class Listening implements InferenceListener {
    final List<String> calls = new ArrayList<>();

    @Override
    public void scored(ServedModel model, int rows, long nanos) {
      assertThat(nanos).isNotNegative();
      calls.add("scored " + model.manifest().version() + ": " + rows);
    }

    @Override
    public void explained(int rows, int left, long nanos) {
      calls.add("explained " + rows + ", skipped " + left);
    }

    @Override
    public void failed(ServedModel model, int rows, Throwable failure) {
      calls.add("failed " + model.manifest().version() + ": " + rows);
    }
  }
}
