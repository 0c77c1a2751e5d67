package io.alcedo.features;

import static io.alcedo.features.TestRows.idHash;
import static io.alcedo.features.TestRows.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.TransactionRow;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The language's meaning, end to end, on examples computed by hand. Times are in seconds. */
class FeatureReplayTest {
  private static final int HOUR = 3600;

  private FeaturePlan plan;
  private FeatureReplay replay;

  /** Starts a replay of these features of the entities card and terminal. */
  private void features(String... features) throws FeatureSetException {
    marksAndFeatures("", features);
  }

  private void marksAndFeatures(String marks, String... features) throws FeatureSetException {
    String yaml =
        "name: t\nentities: {card: cardToken, terminal: terminalId}\n"
            + marks
            + "features:\n"
            + "  - {family: one, "
            + String.join("}\n  - {family: one, ", features)
            + "}\n";
    plan = FeatureSet.parse(yaml, "t.yaml").compile();
    replay = new FeatureReplay(plan);
  }

  private Map<String, Float> of(TestRows payment) {
    TransactionRow row = payment.row();
    long id = idHash(row.required(TransactionRow.TRANSACTION_ID));
    float[] vector = replay.transaction(id, row);
    Map<String, Float> values = new TreeMap<>();
    for (int i = 0; i < vector.length; i++) {
      values.put(plan.names().get(i), vector[i]);
    }
    return values;
  }

  private static TestRows card(String id, long seconds, long minor) {
    return payment(id, seconds).card("c").terminal("x").amount(minor);
  }

  private void label(TestRows payment, Verdict verdict, int revision) {
    TransactionRow row = payment.row();
    String id = row.required(TransactionRow.TRANSACTION_ID);
    long minor = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    replay.label(row, new LabelUpdate(idHash(id), row.eventTime(), minor, verdict, revision));
  }

  private void outcome(TestRows payment, OutcomeAction action, boolean threeDsFailed) {
    TransactionRow row = payment.row();
    String id = row.required(TransactionRow.TRANSACTION_ID);
    long minor = row.number(TransactionRow.BASE_AMOUNT_MINOR);
    replay.outcome(
        row, new OutcomeUpdate(idHash(id), row.eventTime(), minor, action, threeDsFailed));
  }

  @Test
  void leavesWhatIsMarkedOutOfAMean() throws FeatureSetException {
    marksAndFeatures(
        "marks: {outlier: {ratio: {above: 3}}}\n",
        "name: ratio, ratio: baseAmount, by: card, window: 1d, where: {unmarked: outlier}",
        "name: usual, mean: baseAmount, by: card, window: 1d, where: {unmarked: outlier}",
        "name: outliers, count: card, window: 1d, where: {marked: outlier}",
        "name: peak, peak: ratio, by: card, window: 1h",
        "name: peak_age, since_peak: ratio, by: card, window: 1h");

    assertThat(of(card("1", 0, 1000))).containsEntry("usual", Float.NaN);
    assertThat(of(card("2", 10, 4000))).containsEntry("ratio", 4f).containsEntry("peak", Float.NaN);
    assertThat(of(card("3", 20, 2000)))
        .containsEntry("ratio", 2f)
        .containsEntry("usual", 10f)
        .containsEntry("outliers", 1f)
        .containsEntry("peak", 4f)
        .containsEntry("peak_age", 10f);
    assertThat(of(card("4", HOUR + 10, 3000)))
        .as("the mean of the first and the third; the outlier is an hour old")
        .containsEntry("ratio", 2f)
        .containsEntry("peak", 2f)
        .containsEntry("peak_age", (float) HOUR - 10);
  }

  @Test
  void tellsTheRunOfFraudsThatTheCardDoesNotExplain() throws FeatureSetException {
    marksAndFeatures(
        "marks: {explained: {ratio: {above: 3}}}\n",
        "name: ratio, ratio: baseAmount, by: card, window: 1d",
        "name: run, fraud_run: terminal, window: 1d, where: {unmarked: explained}",
        "name: age, fraud_run_age: terminal, window: 1d, where: {unmarked: explained}",
        "name: genuine, genuine_run: terminal, window: 1d, where: {unmarked: explained}");

    TestRows[] payments = new TestRows[5];
    long[] amounts = {1000, 1000, 9000, 1000, 1000};
    for (int i = 0; i < payments.length; i++) {
      payments[i] = card("p" + i, i * 100L, amounts[i]);
      of(payments[i]);
    }
    label(payments[1], Verdict.FRAUD, 1);
    label(payments[2], Verdict.FRAUD, 1);
    label(payments[3], Verdict.FRAUD, 1);
    assertThat(of(card("q", 600, 1000)))
        .as("the third is explained by its amount: neither fraud nor genuine")
        .containsEntry("run", 2f)
        .containsEntry("age", 500f)
        .containsEntry("genuine", 1f);

    label(payments[3], Verdict.GENUINE, 2);
    assertThat(of(card("r", 700, 1000)))
        .containsEntry("run", 1f)
        .containsEntry("age", 600f)
        .containsEntry("genuine", 3f);

    label(payments[1], Verdict.WITHDRAWN, 2);
    assertThat(of(card("s", 800, 1000)))
        .containsEntry("run", 0f)
        .containsEntry("age", Float.NaN)
        .containsEntry("genuine", 6f);
  }

  @Test
  void slidesItsWindowsWithTheEventsOwnTime() throws FeatureSetException {
    features(
        "name: count, count: card, window: 1h",
        "name: sum, sum: baseAmount, by: card, window: 1h",
        "name: mean, mean: baseAmount, by: card, window: 1h",
        "name: min, min: baseAmount, by: card, window: 1h",
        "name: max, max: baseAmount, by: card, window: 1h",
        "name: stddev, stddev: baseAmount, by: card, window: 1h");

    Map<String, Float> first = of(card("1", 0, 1000));
    assertThat(first).containsEntry("count", 1f).containsEntry("sum", 10f);
    assertThat(first).containsEntry("mean", 10f).containsEntry("stddev", Float.NaN);

    assertThat(of(card("2", HOUR - 1, 3000)))
        .containsEntry("count", 2f)
        .containsEntry("sum", 40f)
        .containsEntry("mean", 20f)
        .containsEntry("min", 10f)
        .containsEntry("max", 30f)
        .containsEntry("stddev", (float) Math.sqrt(200));

    assertThat(of(card("3", HOUR, 500)))
        .as("an event a window ago is just out of it")
        .containsEntry("count", 2f)
        .containsEntry("sum", 35f)
        .containsEntry("min", 5f);
  }

  @Test
  void looksBackPastADelay() throws FeatureSetException {
    features(
        "name: count, count: card, window: 1h, delay: 1h",
        "name: mean, mean: baseAmount, by: card, window: 1h, delay: 1h, empty: -1");

    assertThat(of(card("1", 0, 1000))).containsEntry("count", 0f).containsEntry("mean", -1f);
    assertThat(of(card("2", HOUR - 1, 900))).containsEntry("count", 0f);
    assertThat(of(card("3", HOUR, 900))).containsEntry("count", 1f).containsEntry("mean", 10f);
    assertThat(of(card("4", 2 * HOUR, 900))).containsEntry("count", 2f).containsEntry("mean", 9f);
  }

  @Test
  void holdsTheCurrentTransactionAgainstThePast() throws FeatureSetException {
    features(
        "name: zscore, zscore: baseAmount, by: card, window: 1d",
        "name: ratio, ratio: baseAmount, by: card, window: 1d",
        "name: since, since_last: card",
        "name: new_terminal, first_seen: terminalId, by: card, window: 1d",
        "name: terminals, distinct: terminalId, by: card, window: 1d");

    assertThat(of(card("1", 0, 1000)))
        .containsEntry("zscore", Float.NaN)
        .containsEntry("ratio", Float.NaN)
        .containsEntry("since", Float.NaN)
        .containsEntry("new_terminal", 1f)
        .containsEntry("terminals", 1f);
    assertThat(of(card("2", 90, 3000)))
        .containsEntry("zscore", Float.NaN)
        .containsEntry("ratio", 3f)
        .containsEntry("since", 90f)
        .containsEntry("new_terminal", 0f)
        .containsEntry("terminals", 1f);
    Map<String, Float> third = of(card("3", 90, 6000).terminal("y"));
    assertThat(third)
        .containsEntry("ratio", 3f)
        .containsEntry("since", 0f)
        .containsEntry("new_terminal", 1f)
        .containsEntry("terminals", 2f);
    assertThat(third.get("zscore")).isEqualTo((float) (40 / Math.sqrt(200)));
    assertThat(of(card("4", 100, 6000).terminal(null)))
        .containsEntry("new_terminal", Float.NaN)
        .containsEntry("terminals", 2f);
  }

  @Test
  void measuresSpeedBeyondTheCellsDiagonal() throws FeatureSetException {
    features("name: speed, speed: card");

    assertThat(of(card("1", 0, 100).place(0, 0))).containsEntry("speed", Float.NaN);
    assertThat(of(card("2", HOUR, 100))).containsEntry("speed", Float.NaN);
    double degree = Math.PI * 6371.0088 / 180;
    double cell = 0.1 * degree * Math.sqrt(2);
    assertThat(of(card("3", 2 * HOUR, 100).place(0, 1)).get("speed"))
        .isCloseTo((float) ((degree - cell) / 2), within(0.5f));
    assertThat(of(card("4", 3 * HOUR, 100).place(0, 1.1))).containsEntry("speed", 0f);
    assertThat(of(card("5", 3 * HOUR, 100).place(0, 2.1)).get("speed"))
        .as("over a second at least")
        .isCloseTo((float) ((degree - cell) * 3600), within(200f));
  }

  @Test
  void countsSpendingUnlessATypeIsNamed() throws FeatureSetException {
    features(
        "name: spent, sum: baseAmount, by: card, window: 1d",
        "name: refunded, sum: baseAmount, by: card, window: 1d, where: {type: refund}",
        "name: online, count: card, window: 1d, where: {channel: online}");

    of(card("1", 0, 1000));
    of(card("2", 1, 400).type(TransactionType.REFUND));
    of(card("3", 2, 70).type(TransactionType.VERIFICATION));

    assertThat(of(card("4", 3, 200).number("channel", Channel.ONLINE.ordinal())))
        .containsEntry("spent", 12f)
        .containsEntry("refunded", 4f)
        .containsEntry("online", 1f);
  }

  @Test
  void countsFraudAsFarAsItIsKnown() throws FeatureSetException {
    features(
        "name: frauds, fraud_count: terminal, window: 1d",
        "name: rate, fraud_rate: terminal, window: 1d",
        "name: late_rate, fraud_rate: terminal, window: 1d, delay: 1d, empty: 0");

    assertThat(of(card("1", 0, 100)))
        .containsEntry("frauds", 0f)
        .containsEntry("rate", 0f)
        .containsEntry("late_rate", 0f);
    label(card("1", 0, 100), Verdict.FRAUD, 1);
    label(card("1", 0, 100), Verdict.FRAUD, 1);
    assertThat(of(card("2", 10, 100))).containsEntry("frauds", 1f).containsEntry("rate", 0.5f);
    outcome(card("2", 10, 100), OutcomeAction.DECLINED_BY_ISSUER, false);
    assertThat(of(card("3", 20, 100))).containsEntry("frauds", 1f).containsEntry("rate", 0.5f);
    label(card("1", 0, 100), Verdict.WITHDRAWN, 2);
    assertThat(of(card("4", 30, 100))).containsEntry("frauds", 0f).containsEntry("rate", 0f);
    label(card("1", 0, 100), Verdict.FRAUD, 3);
    assertThat(of(card("5", 24 * HOUR, 100))).containsEntry("late_rate", 1f);
  }

  @Test
  void tellsOutcomesApart() throws FeatureSetException {
    features(
        "name: declined, count: card, window: 1d, where: {outcome: declined}",
        "name: failed, count: card, window: 1d, where: {outcome: three_ds_failed}",
        "name: attempted, sum: baseAmount, by: card, window: 1d",
        "name: approved, sum: approvedAmount, by: card, window: 1d");

    of(card("1", 0, 1000));
    of(card("2", 1, 2000));
    of(card("3", 2, 4000));
    outcome(card("1", 0, 1000), OutcomeAction.APPROVED, false);
    outcome(card("2", 1, 2000), OutcomeAction.DECLINED_BY_ISSUER, true);

    assertThat(of(card("4", 3, 8000)))
        .containsEntry("declined", 1f)
        .containsEntry("failed", 1f)
        .containsEntry("attempted", 150f)
        .containsEntry("approved", 10f);

    outcome(card("1", 0, 1000), OutcomeAction.REVERSED, false);
    outcome(card("3", 2, 4000), OutcomeAction.SETTLED, false);
    assertThat(of(card("5", 4, 8000))).containsEntry("approved", 40f);

    TestRows reversal = card("6", 5, 1500).type(TransactionType.REVERSAL);
    of(reversal.text("originalTransactionId", "3"));
    assertThat(of(card("7", 6, 8000)))
        .containsEntry("approved", 25f)
        .containsEntry("attempted", 310f);
  }

  @Test
  void keepsEntitiesAndTenantsApart() throws FeatureSetException {
    features("name: count, count: card, window: 1d", "name: busy, count: terminal, window: 1d");

    of(card("1", 0, 100));
    assertThat(of(card("2", 1, 100).card("d")))
        .containsEntry("count", 1f)
        .containsEntry("busy", 2f);
    assertThat(of(card("3", 2, 100).text("tenant", "other")))
        .containsEntry("count", 1f)
        .containsEntry("busy", 1f);
    assertThat(of(card("4", 3, 100).terminal(null)))
        .containsEntry("count", 2f)
        .containsEntry("busy", Float.NaN);
    assertThat(replay.profiles()).isEqualTo(5);
  }
}
