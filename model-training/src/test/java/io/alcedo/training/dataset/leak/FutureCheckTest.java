package io.alcedo.training.dataset.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.PlainRows;
import io.alcedo.training.dataset.RandomHistory;
import io.alcedo.training.dataset.TrainingHistory;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FutureCheckTest {
  private static final String SET =
      """
      name: test
      entities:
        card: cardToken
        terminal: terminalId
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_7d, count: card, window: 7d, family: velocity}
        - {name: frauds_7d, fraud_count: terminal, window: 7d, family: terminal}
        - {name: settled_7d, count: card, window: 7d, where: {outcome: settled}, family: velocity}
        - {name: frauds_later_7d, fraud_count: terminal, window: 7d, delay: 7d, family: terminal}
      """;
  private static final int AMOUNT = 0;

  private FeaturePlan plan;

  @BeforeEach
  void compile() throws Exception {
    plan = FeatureSet.parse(SET, "test.yaml").compile();
  }

  @Test
  void featuresThatKnowOnlyThePastPass() throws Exception {
    List<LabelledTransaction> history =
        RandomHistory.labelled(1_500, 4, Duration.ofDays(2).plusMillis(1));

    FutureCheck.Result result = check(history, this::rows);

    assertThat(result.changed()).isEmpty();
    assertThat(result.cuts()).isEqualTo(4);
    assertThat(result.comparedRows()).isBetween(3_000L, 6_000L);
    result.refuseLeaks();
  }

  @Test
  void aFraudCountThatUsesLabelsStampedWithTheirOwnTransactionIsRefused() throws Exception {
    List<LabelledTransaction> history = RandomHistory.labelled(1_500, 4, Duration.ZERO);

    FutureCheck.Result result = check(history, this::rows);

    assertThat(result.changed()).containsOnlyKeys("frauds_7d");
    assertThatThrownBy(result::refuseLeaks)
        .isInstanceOfSatisfying(
            LeakException.class, e -> assertThat(e.features()).containsExactly("frauds_7d"))
        .hasMessageContaining("frauds_7d");
  }

  @Test
  void aFeatureMadeOfLaterLabelsIsNamed() throws Exception {
    FutureCheck.Result result =
        check(
            history(),
            leaking(
                (all, vectors) -> {
                  for (int i = 0; i < all.size(); i++) {
                    vectors.get(i)[AMOUNT] += Boolean.TRUE.equals(all.get(i).fraud()) ? 1 : 0;
                  }
                }));

    assertThat(result.changed()).containsOnlyKeys("amount");
  }

  @Test
  void aFeatureMadeOfLaterTransactionsIsNamed() throws Exception {
    FutureCheck.Result result =
        check(
            history(),
            leaking(
                (all, vectors) -> {
                  for (int i = 0; i < all.size(); i++) {
                    vectors.get(i)[AMOUNT] = i + 1 < all.size() ? vectors.get(i + 1)[AMOUNT] : 0;
                  }
                }));

    assertThat(result.changed()).containsOnlyKeys("amount");
  }

  @Test
  void aFeatureMadeOfLaterOutcomesIsNamed() throws Exception {
    FutureCheck.Result result =
        check(
            history(),
            leaking(
                (all, vectors) -> {
                  for (int i = 0; i < all.size(); i++) {
                    vectors.get(i)[AMOUNT] = all.get(i).outcome().getAction().ordinal();
                  }
                }));

    assertThat(result.changed()).containsOnlyKeys("amount");
  }

  @Test
  void aHistoryIsCutAtLeastOnce() {
    assertThatThrownBy(() -> FutureCheck.of(history()::iterator, this::rows, rows(history()), 0, 1))
        .hasMessage("History is cut at least once: cuts=0");
  }

  private static List<LabelledTransaction> history() {
    return RandomHistory.labelled(1_500, 4, Duration.ofDays(2));
  }

  private FutureCheck.Result check(List<LabelledTransaction> history, FutureCheck.Rows rows)
      throws Exception {
    TrainingSet expected = rows.of(history.iterator(), HistoryWindow.all());
    return FutureCheck.of(history::iterator, rows, expected, 4, 11);
  }

  private TrainingSet rows(List<LabelledTransaction> history) {
    return rows(history.iterator(), HistoryWindow.all());
  }

  private TrainingSet rows(Iterator<LabelledTransaction> history, HistoryWindow window) {
    return new TrainingHistory(plan, new PlainRows(plan.layout()), window)
        .run(History.of(history), TrainingProgress.NONE);
  }

  /** A way to rows that changes the vectors with all of the history at hand. */
  private FutureCheck.Rows leaking(BiConsumer<List<LabelledTransaction>, List<float[]>> leak) {
    return (iterator, window) -> {
      List<LabelledTransaction> all = new ArrayList<>();
      iterator.forEachRemaining(all::add);
      TrainingSet honest = rows(all.iterator(), HistoryWindow.all());
      List<float[]> vectors = new ArrayList<>();
      for (int row = 0; row < honest.size(); row++) {
        vectors.add(honest.flat(row, row + 1));
      }
      leak.accept(all, vectors);
      TrainingSet.Builder builder = TrainingSet.builder(honest.featureNames());
      for (int row = 0; row < honest.size(); row++) {
        builder.add(
            vectors.get(row),
            honest.fraud(row),
            honest.eventTime(row),
            honest.labelKnownAt(row),
            1,
            honest.facts(row));
      }
      return builder.build();
    };
  }
}
