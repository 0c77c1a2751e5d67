package io.alcedo.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.History;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.progress.TrainingProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingHistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String SET =
      """
      name: test
      entities:
        card: cardToken
        terminal: terminalId
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_30d, count: card, window: 30d, family: velocity}
        - {name: frauds_30d, fraud_count: terminal, window: 30d, family: terminal}
        - {name: declined_30d, count: card, window: 30d, where: {outcome: declined}, family: declines}
      """;

  private FeaturePlan plan;
  private final List<LabelledTransaction> transactions = new ArrayList<>();

  @BeforeEach
  void compile() throws Exception {
    plan = FeatureSet.parse(SET, "test.yaml").compile();
  }

  @Test
  void aVectorHoldsWhatWasKnownAtItsTimeAndNoMore() {
    add(0, true, 3, null);
    add(2, false, 9, null);
    add(3, false, 10, null);
    add(4, false, 11, null);

    TrainingSet set = run(HistoryWindow.all());

    assertThat(column(set, "card_count_30d")).containsExactly(1, 2, 3, 4);
    assertThat(column(set, "frauds_30d")).containsExactly(0, 0, 1, 1);
    assertThat(column(set, "amount")).containsExactly(10, 11, 12, 13);
    assertThat(set.fraud(0)).isTrue();
    assertThat(set.fraud(1)).isFalse();
    assertThat(set.eventTime(1)).isEqualTo(at(2).toEpochMilli());
    assertThat(set.labelKnownAt(1)).isEqualTo(at(9).toEpochMilli());
    assertThat(set.featureNames()).isEqualTo(plan.names());
  }

  @Test
  void outcomesReachTheFeaturesOnceTheyAreKnown() {
    add(0, false, 9, outcome(OutcomeAction.DECLINED_BY_ISSUER, 2));
    add(1, false, 9, null);
    add(3, false, 9, null);

    assertThat(column(run(HistoryWindow.all()), "declined_30d")).containsExactly(0, 0, 1);
  }

  @Test
  void rowsOutsideTheWindowBuildProfilesOnly() {
    for (int day = 0; day < 6; day++) {
      add(day, day == 0, day + 1, null);
    }
    TrainingHistory history =
        new TrainingHistory(plan, rows(), HistoryWindow.between(at(2), at(5)));
    TrainingSet set = history.run(History.of(transactions.iterator()), TrainingProgress.NONE);

    assertThat(column(set, "card_count_30d")).containsExactly(3, 4, 5);
    assertThat(column(set, "frauds_30d")).containsExactly(1, 1, 1);
    assertThat(history.transactions()).isEqualTo(6);
    assertThat(leftOut(history)).isEqualTo(Map.of("outside-window", 3L));
  }

  @Test
  void labelsOfTheFutureAreNotKnown() {
    add(0, true, 7, null);
    add(1, false, 8, null);
    add(2, true, 9, null);
    add(12, false, 19, null);
    TrainingHistory history =
        new TrainingHistory(plan, rows(), HistoryWindow.between(at(0), at(5)).knownBy(at(8)));
    TrainingSet set = history.run(History.of(transactions.iterator()), TrainingProgress.NONE);

    assertThat(column(set, "amount")).containsExactly(10, 11);
    assertThat(leftOut(history)).isEqualTo(Map.of("label-too-late", 1L));
  }

  @Test
  void whatIsReportedAfterTheMomentCountsAsItStoodThen() {
    add(0, true, 22, outcome(OutcomeAction.APPROVED, 0));
    add(1, true, 22, outcome(OutcomeAction.DECLINED_BY_ISSUER, 1));
    add(2, true, 20, outcome(OutcomeAction.APPROVED, 2));
    add(15, true, 22, outcome(OutcomeAction.APPROVED, 15));
    add(30, false, 31, null);
    HistoryWindow window =
        HistoryWindow.between(at(0), at(20)).knownBy(at(21)).withMaturity(Duration.ofDays(10));
    TrainingHistory history = new TrainingHistory(plan, rows(), window);
    TrainingSet set = history.run(History.of(transactions.iterator()), TrainingProgress.NONE);

    assertThat(column(set, "amount")).containsExactly(10, 12);
    assertThat(set.fraud(0)).as("mature, and nobody had said anything").isFalse();
    assertThat(set.labelKnownAt(0)).isEqualTo(at(10).toEpochMilli());
    assertThat(set.fraud(1)).isTrue();
    assertThat(history.matured().stream()).containsExactly(0);
    assertThat(leftOut(history)).containsEntry("label-too-late", 2L);
  }

  @Test
  void aTransactionWithoutALabelIsGenuineOnlyIfMatureAndApproved() {
    add(0, null, 0, outcome(OutcomeAction.APPROVED, 0));
    add(1, null, 0, outcome(OutcomeAction.SETTLED, 25));
    add(2, null, 0, outcome(OutcomeAction.DECLINED_BY_POLICY, 2));
    add(3, null, 0, outcome(OutcomeAction.ABANDONED, 3));
    add(4, null, 0, outcome(OutcomeAction.REVERSED, 5));
    add(5, null, 0, outcome(OutcomeAction.UNKNOWN, 5));
    add(6, null, 0, null);
    add(7, true, 8, outcome(OutcomeAction.DECLINED_BY_ISSUER, 7));
    add(20, null, 0, outcome(OutcomeAction.APPROVED, 20));
    add(30, false, 31, null);
    TrainingHistory history =
        new TrainingHistory(plan, rows(), HistoryWindow.all().withMaturity(Duration.ofDays(20)));
    TrainingSet set = history.run(History.of(transactions.iterator()), TrainingProgress.NONE);

    assertThat(column(set, "amount")).containsExactly(10, 11, 17, 19);
    assertThat(set.frauds()).isEqualTo(1);
    assertThat(set.labelKnownAt(0)).isEqualTo(at(20).toEpochMilli());
    assertThat(set.labelKnownAt(1)).isEqualTo(at(25).toEpochMilli());
    assertThat(history.transactions()).isEqualTo(10);
    assertThat(history.matured().stream()).containsExactly(0, 1);
    assertThat(leftOut(history))
        .isEqualTo(
            Map.of(
                "declined", 1L, "abandoned", 1L, "reversed", 1L, "no-outcome", 2L, "immature", 1L));
  }

  @Test
  void whatTheJobWouldRefuseIsCountedAndLeavesNoTrace() {
    add(0, true, 1, outcome(OutcomeAction.APPROVED, 0));
    add(2, false, 3, null);
    PlainRows plain = rows();
    TrainingHistory history =
        new TrainingHistory(
            plan,
            transaction ->
                transaction.getBaseAmountMinor() == 1_000 ? null : plain.row(transaction),
            HistoryWindow.all());
    TrainingSet set = history.run(History.of(transactions.iterator()), TrainingProgress.NONE);

    assertThat(column(set, "card_count_30d")).containsExactly(1);
    assertThat(column(set, "frauds_30d")).containsExactly(0);
    assertThat(history.transactions()).isEqualTo(2);
    assertThat(leftOut(history)).isEqualTo(Map.of("refused", 1L));
  }

  @Test
  void aWindowEndsAfterItStarts() {
    assertThatThrownBy(() -> HistoryWindow.between(START, START))
        .hasMessageContaining("from=2026-03-01T00:00:00Z, to=2026-03-01T00:00:00Z");
    assertThatThrownBy(() -> HistoryWindow.all().withMaturity(Duration.ofDays(-1)))
        .hasMessageContaining("maturity=PT-24H");
    assertThat(HistoryWindow.all().maturity()).isEqualTo(Duration.ofDays(30));
  }

  private TrainingSet run(HistoryWindow window) {
    return new TrainingHistory(plan, rows(), window)
        .run(History.of(transactions.iterator()), TrainingProgress.NONE);
  }

  private PlainRows rows() {
    return new PlainRows(plan.layout());
  }

  /** Adds a transaction at noon of a day; its amount is 10 more than the number before it. */
  private void add(int day, Boolean fraud, int labelDay, Outcome outcome) {
    long amountMinor = 1_000 + 100L * transactions.size();
    Transaction transaction =
        Transaction.newBuilder()
            .setTransactionId("t" + transactions.size())
            .setEventTime(at(day))
            .setAmountMinor(amountMinor)
            .setBaseAmountMinor(amountMinor)
            .setCurrency("EUR")
            .setCardNumber("card")
            .setTerminalId("terminal")
            .build();
    transactions.add(
        new LabelledTransaction(transaction, fraud, at(labelDay).toEpochMilli(), outcome));
  }

  private static Outcome outcome(OutcomeAction action, int day) {
    return Outcome.newBuilder()
        .setTransactionId("t")
        .setAction(action)
        .setOccurredAt(at(day))
        .build();
  }

  private static Map<String, Long> leftOut(TrainingHistory history) {
    Map<String, Long> counts = history.cleaning().byLabel();
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private float[] column(TrainingSet set, String feature) {
    float[] values = new float[set.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = set.value(row, plan.names().indexOf(feature));
    }
    return values;
  }

  private static Instant at(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
