package io.alcedo.training.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.schema.row.StableHash;
import io.alcedo.training.dataset.PlainRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The loop held against a replay of it in plain lists, with a model that scores by the amount and
 * by the frauds that its terminal is known for.
 */
class DeclineLoopTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-03-01");
  private static final int DAYS = 20;
  private static final int TRAIN_FROM = 2;
  private static final int TRAIN_DAYS = 3;
  private static final int TEST_FROM = 8;
  private static final int DELAY = 3;
  private static final int DECLINES = 6;
  private static final int RETRAIN = 4;
  private static final double SHARE = 0.25;
  private static final LongPredicate CONTROL = hash -> Math.floorMod(hash, 4) == 0;
  private static final String SET =
      """
      name: test
      entities: {terminal: terminalId}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: frauds, fraud_count: terminal, window: 30d, family: terminal}
        - {name: declined, count: terminal, window: 30d, where: {outcome: declined}, family: terminal}
      """;

  private FeaturePlan plan;
  private final List<LabelledTransaction> history = new ArrayList<>();
  private final Map<Integer, TrainingSet> known = new TreeMap<>();

  @BeforeEach
  void compile() throws Exception {
    plan = FeatureSet.parse(SET, "test.yaml").compile();
  }

  @Test
  void leavesOutWhatWasDeclinedAndNothingElse() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      simulate(seed);
      known.clear();
      Reference reference = new Reference();
      reference.play(DECLINES);

      PlayedDays played = play(settings(DECLINES));

      assertThat(ids(played.rows())).as("seed %d", seed).isEqualTo(reference.scoredIds);
      assertThat(played.scores()).as("seed %d", seed).containsExactly(floats(reference.scores));
      assertThat(played.declined()).isEqualTo(reference.declined.size());
      assertThat(played.declinedFrauds()).isEqualTo(reference.declinedFrauds());
      assertThat(played.controls()).isEqualTo(reference.controls.size());
      assertThat(played.declined() + played.controls()).isEqualTo(DECLINES * (DAYS - TEST_FROM));
      assertThat(known.keySet()).containsExactly(0, 4, 8);
      for (int day : known.keySet()) {
        assertThat(weights(known.get(day)))
            .as("seed %d, day %d", seed, day)
            .isEqualTo(reference.known(day));
      }
    }
  }

  @Test
  void withoutDeclinesEveryLabelComes() throws Exception {
    simulate(7);
    Reference reference = new Reference();
    reference.play(0);

    PlayedDays played = play(settings(DECLINES).withoutDeclines());

    assertThat(played.declined()).isZero();
    assertThat(played.controls()).isZero();
    assertThat(played.scores()).containsExactly(floats(reference.scores));
    assertThat(weights(known.get(8)).values()).containsOnly(1f);
  }

  @Test
  void aRepeatedTransactionCountsOnce() throws Exception {
    simulate(5);
    PlayedDays once = play(settings(DECLINES));
    for (int i = history.size() - 2; i > 0; i -= 7) {
      LabelledTransaction one = history.get(i);
      history.add(i + 1, new LabelledTransaction(one.transaction(), null, 0, null));
    }

    PlayedDays repeated = play(settings(DECLINES));

    assertThat(ids(repeated.rows())).isEqualTo(ids(once.rows()));
    assertThat(repeated.scores()).containsExactly(once.scores());
  }

  @Test
  void aTransactionThatNobodyKnowsIsScoredButNeitherLearntFromNorJudged() throws Exception {
    simulate(3);
    history.replaceAll(
        one ->
            one.transaction().getTransactionId().endsWith("7")
                ? new LabelledTransaction(one.transaction(), null, 0, null)
                : one);

    PlayedDays played = play(settings(DECLINES));

    assertThat(played.declined() + played.controls()).isEqualTo(DECLINES * (DAYS - TEST_FROM));
    Set<Long> unknown = new HashSet<>();
    history.stream().filter(one -> one.fraud() == null).forEach(one -> unknown.add(hash(one)));
    assertThat(unknown).isNotEmpty();
    assertThat(ids(played.rows())).isNotEmpty().doesNotContainAnyElementsOf(unknown);
    assertThat(played.scores()).hasSize(played.rows().size());
    known.values().forEach(rows -> assertThat(ids(rows)).doesNotContainAnyElementsOf(unknown));
  }

  private PlayedDays play(DeclineSettings settings) throws Exception {
    return new DeclineLoop(plan, new PlainRows(plan.layout()), settings, CONTROL)
        .play(
            History.of(history.iterator()),
            (rows, day) -> {
              known.put(day, rows);
              return new ByAmountAndFrauds();
            },
            TrainingProgress.NONE);
  }

  private static DeclineSettings settings(int declines) {
    BacktestWindows windows =
        new BacktestWindows(
            FIRST.plusDays(TRAIN_FROM),
            FIRST.plusDays(TRAIN_FROM + TRAIN_DAYS - 1),
            FIRST.plusDays(TEST_FROM),
            FIRST.plusDays(DAYS - 1));
    return new DeclineSettings(windows, declines, SHARE, RETRAIN, Duration.ofDays(DELAY));
  }

  private static float score(float amount, float frauds, float declined) {
    return amount / 10_000 + frauds / 100 + declined / 1_000;
  }

  private record ByAmountAndFrauds() implements DeclineLoop.DayScorer {
    @Override
    public float[] scores(TrainingSet rows) {
      float[] scores = new float[rows.size()];
      for (int row = 0; row < scores.length; row++) {
        scores[row] = score(rows.value(row, 0), rows.value(row, 1), rows.value(row, 2));
      }
      return scores;
    }

    @Override
    public void close() {}
  }

  /** The loop in plain lists: for each row, all others are looked through. */
  private final class Reference {
    private final Set<LabelledTransaction> declined = new HashSet<>();
    private final Set<LabelledTransaction> controls = new HashSet<>();
    private final List<Long> scoredIds = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();

    void play(int declines) {
      for (int day = TEST_FROM; day < DAYS; day++) {
        List<LabelledTransaction> today = day(day);
        Map<LabelledTransaction, Float> scored = new HashMap<>();
        for (LabelledTransaction one : today) {
          scored.put(one, score(one));
          scoredIds.add(hash(one));
          scores.add(scored.get(one));
        }
        today.stream()
            .sorted(Comparator.comparing((LabelledTransaction one) -> -scored.get(one)))
            .limit(declines)
            .forEach(one -> (CONTROL.test(hash(one)) ? controls : declined).add(one));
      }
    }

    private float score(LabelledTransaction scored) {
      int frauds = 0;
      int blocked = 0;
      for (LabelledTransaction other : history) {
        if (terminal(other).equals(terminal(scored))) {
          boolean known = other.labelKnownAt() <= time(scored);
          frauds += fraud(other) && known && !declined.contains(other) ? 1 : 0;
          blocked += declined.contains(other) ? 1 : 0;
        }
      }
      return DeclineLoopTest.score(
          scored.transaction().getBaseAmountMinor() / 100f, frauds, blocked);
    }

    /** What is known on a test day, and how much each row counts. */
    Map<Long, Float> known(int testDay) {
      long now = time(FIRST.plusDays(TEST_FROM + testDay));
      Map<Long, Float> weights = new TreeMap<>();
      for (int day = TRAIN_FROM; day < TRAIN_FROM + TRAIN_DAYS + testDay; day++) {
        for (LabelledTransaction one : day(day)) {
          if (!declined.contains(one) && one.labelKnownAt() <= now) {
            weights.put(hash(one), controls.contains(one) ? (float) (1 / SHARE) : 1f);
          }
        }
      }
      return weights;
    }

    int declinedFrauds() {
      return (int) declined.stream().filter(DeclineLoopTest::fraud).count();
    }
  }

  private void simulate(long seed) {
    Random random = new Random(seed);
    history.clear();
    long time = time(FIRST);
    while (time < time(FIRST.plusDays(DAYS + 1))) {
      boolean fraud = random.nextInt(8) == 0;
      long amount = 100L * (1 + random.nextInt(fraud ? 900 : 300));
      Transaction transaction =
          Transaction.newBuilder()
              .setTransactionId("t" + history.size())
              .setEventTime(Instant.ofEpochMilli(time))
              .setAmountMinor(amount)
              .setBaseAmountMinor(amount)
              .setCurrency("EUR")
              .setCardNumber("card")
              .setTerminalId("terminal-" + random.nextInt(5))
              .build();
      long knownAt = time + Duration.ofDays(DELAY).toMillis();
      history.add(new LabelledTransaction(transaction, fraud, knownAt, null));
      time += random.nextInt(4_000_000);
    }
  }

  private List<LabelledTransaction> day(int day) {
    long from = time(FIRST.plusDays(day));
    long to = time(FIRST.plusDays(day + 1));
    return history.stream().filter(one -> time(one) >= from && time(one) < to).toList();
  }

  private static boolean fraud(LabelledTransaction one) {
    return Boolean.TRUE.equals(one.fraud());
  }

  private static String terminal(LabelledTransaction one) {
    return String.valueOf(one.transaction().getTerminalId());
  }

  private static long time(LabelledTransaction one) {
    return one.transaction().getEventTime().toEpochMilli();
  }

  private static long time(LocalDate day) {
    return day.toEpochDay() * BacktestWindows.DAY_MILLIS;
  }

  private static long hash(LabelledTransaction one) {
    Transaction transaction = one.transaction();
    return StableHash.of(transaction.getTenant(), transaction.getTransactionId());
  }

  private static List<Long> ids(TrainingSet set) {
    List<Long> ids = new ArrayList<>();
    for (int row = 0; row < set.size(); row++) {
      ids.add(set.facts(row).transaction());
    }
    return ids;
  }

  private static Map<Long, Float> weights(TrainingSet set) {
    Map<Long, Float> weights = new TreeMap<>();
    for (int row = 0; row < set.size(); row++) {
      weights.put(set.facts(row).transaction(), set.weight(row));
    }
    return weights;
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
