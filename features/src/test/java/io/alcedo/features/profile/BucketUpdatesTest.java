package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes known of events that are in buckets already, and what is new to buckets. */
class BucketUpdatesTest {
  private static final long START = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * RandomLayouts.HOUR;
  private static final int EVENTS = 1000;
  private static final int FRAUDS = 0;
  private static final int DECLINED = 1;
  private static final int APPROVED = 2;
  private static final int SHOPS = 3;
  private static final int NEW_SHOP = 4;
  private static final int SINCE = 5;
  private static final int COUNT = 6;
  private static final int RATE = 7;
  private static final int PEAK = 8;
  private static final int SINCE_PEAK = 9;
  private static final int RUN = 10;
  private static final int RUN_AGE = 11;
  private static final int GENUINE_RUN = 12;
  private static final int DEAR = 13;
  private static final int OTHERS = 14;
  private static final int AMOUNT = 15;
  private static final int SLOTS = 16;

  private final ProfileAggregator aggregator = new ProfileAggregator(layout());
  private Profile profile;

  @BeforeEach
  void fill() {
    profile = aggregator.newProfile();
    for (int i = 0; i < EVENTS; i++) {
      aggregator.transaction(profile, id(i), row(i), vectorOf(i));
    }
    assertThat(profile.exactEvents()).isBetween(192, 257);
    assertThat(profile.buckets()).isPositive();
  }

  @Test
  void aFraudIsCountedOnceAndCountedBack() {
    label(10, Verdict.FRAUD, 1);
    label(10, Verdict.FRAUD, 1);
    label(11, Verdict.FRAUD, 1);
    assertThat(now()[FRAUDS]).isEqualTo(2);
    assertThat(now()[RATE]).isEqualTo((float) (2 / 1001.0));
    label(10, Verdict.WITHDRAWN, 2);
    label(10, Verdict.FRAUD, 1);
    assertThat(now()[FRAUDS]).isEqualTo(1);
  }

  @Test
  void aFraudThatLeavesTheLogIsStillCountedBack() {
    int newest = EVENTS - 1;
    label(newest, Verdict.FRAUD, 1);
    for (int i = EVENTS; i < EVENTS + 400; i++) {
      aggregator.transaction(profile, id(i), row(i), null);
    }
    assertThat(now()[FRAUDS]).isEqualTo(1);
    label(newest, Verdict.FRAUD, 1);
    assertThat(now()[FRAUDS]).isEqualTo(1);
    label(newest, Verdict.GENUINE, 2);
    assertThat(now()[FRAUDS]).isZero();
  }

  @Test
  void aLateOutcomeMovesTheEventBetweenClasses() {
    outcome(10, OutcomeAction.DECLINED_BY_ISSUER);
    outcome(10, OutcomeAction.DECLINED_BY_ISSUER);
    outcome(11, OutcomeAction.APPROVED);
    outcome(11, OutcomeAction.APPROVED);
    float[] vector = now();
    assertThat(vector[DECLINED]).isEqualTo(1);
    assertThat(vector[APPROVED]).isEqualTo(10);
    assertThat(vector[COUNT]).isEqualTo(EVENTS + 1);
    outcome(11, OutcomeAction.REVERSED);
    assertThat(now()[APPROVED]).isZero();
  }

  @Test
  void aTransactionThatComesLateCountsInItsBucket() {
    TransactionRow late = row(5000);
    late.setNumber(TransactionRow.EVENT_TIME, START + 100 * MINUTE + 7);
    aggregator.transaction(profile, id(5000), late, null);
    assertThat(now()[COUNT]).isEqualTo(EVENTS + 2);
    assertThat(profile.log.time[profile.log.head]).isGreaterThanOrEqualTo(profile.buckets.until);
  }

  @Test
  void fewValuesAreCountedAndToldExactlyAmongBuckets() {
    float[] vector = now();
    // Fifty shops; the current transaction's is one of them.
    assertThat(vector[SHOPS]).isEqualTo(50);
    assertThat(vector[NEW_SHOP]).isZero();
    TransactionRow row = row(EVENTS);
    row.setText(Rows.MERCHANT, "never");
    aggregator.transaction(profile.copy(), 1, row, vector);
    assertThat(vector[NEW_SHOP]).isEqualTo(1);
    assertThat(vector[SHOPS]).isEqualTo(51);
  }

  @Test
  void manyValuesAreEstimatedAndWhatIsNotSampledIsUnknown() {
    float[] vector = new float[SLOTS];
    int unknown = 0;
    for (int i = EVENTS; i < EVENTS + 4000; i++) {
      TransactionRow row = row(i);
      row.setNumber(TransactionRow.EVENT_TIME, START + (long) EVENTS * MINUTE + i);
      row.setText(Rows.MERCHANT, "many" + i);
      aggregator.transaction(profile, id(i), row, vector);
      unknown += Float.isNaN(vector[NEW_SHOP]) ? 1 : 0;
      assertThat(vector[NEW_SHOP]).isNotZero();
    }
    // 4,050 values: five standard errors of 12 %.
    assertThat(vector[SHOPS]).isBetween(4050 * 0.4f, 4050 * 1.6f);
    assertThat(unknown).isPositive();
  }

  @Test
  void theNewestEventIsKnownWhenAllAreInBuckets() {
    for (int i = EVENTS; i < EVENTS + 400; i++) {
      TransactionRow refund = row(i);
      refund.setNumber(TransactionRow.TYPE, 5);
      aggregator.transaction(profile, id(i), refund, null);
    }
    float[] vector = new float[SLOTS];
    aggregator.transaction(profile.copy(), 1, row(EVENTS + 400), vector);
    assertThat(vector[SINCE]).isEqualTo(401 * 60);
  }

  @Test
  void aRunOfFraudsAmongBucketsIsAsLongAndAsOldAsItWas() {
    for (int i = 100; i < 103; i++) {
      label(i, Verdict.FRAUD, 1);
    }
    float[] vector = now();
    assertThat(vector[RUN]).isEqualTo(3);
    double age = (EVENTS + 450 - 100) * 60.0;
    assertThat((double) vector[RUN_AGE]).isBetween(age, age + 30 * 24 * 3600 / 32.0);
    // A bucket's frauds stand as newer than its genuine events, those of the log as they are.
    assertThat((int) vector[GENUINE_RUN]).isBetween(profile.exactEvents() + 1, EVENTS - 103 + 1);
    label(102, Verdict.GENUINE, 2);
    assertThat(now()[RUN]).isEqualTo(2);
  }

  @Test
  void theHighestValueAmongBucketsIsToldWithItsTime() {
    float[] vector = now();
    assertThat(vector[PEAK]).isEqualTo(777);
    assertThat((double) vector[SINCE_PEAK])
        .isBetween((EVENTS + 450 - 77) * 60.0 - 180, (EVENTS + 450 - 77) * 60.0);
  }

  @Test
  void marksPartTheEventsOfBuckets() {
    float[] vector = now();
    assertThat(vector[DEAR]).isEqualTo(1);
    // The current transaction has no marks yet.
    assertThat(vector[OTHERS]).isEqualTo(EVENTS - 1);
    label(77, Verdict.FRAUD, 1);
    assertThat(now()[FRAUDS]).isEqualTo(1);
  }

  private static float[] vectorOf(int event) {
    float[] vector = new float[SLOTS];
    vector[AMOUNT] = event == 77 ? 777 : event % 50;
    return vector;
  }

  private float[] now() {
    float[] vector = new float[SLOTS];
    aggregator.transaction(profile.copy(), 1, row(EVENTS + 450), vector);
    return vector;
  }

  private void label(int event, Verdict verdict, int revision) {
    aggregator.label(
        profile, new LabelUpdate(id(event), row(event).eventTime(), 1000, verdict, revision));
  }

  private void outcome(int event, OutcomeAction action) {
    aggregator.outcome(
        profile, new OutcomeUpdate(id(event), row(event).eventTime(), 1000, action, false));
  }

  private static long id(int event) {
    return Rows.idHash("b" + event);
  }

  private static TransactionRow row(int event) {
    TransactionRow row = Rows.purchase("b" + event, START + event * MINUTE, 1000);
    row.setText(Rows.MERCHANT, "m" + event % 50);
    return row;
  }

  private static ProfileLayout layout() {
    EventFilter all = filter(EventFilter.ANY);
    EventFilter declined = filter(OutcomeState.DECLINED.bit());
    Mark dear = new Mark(1, List.of(new Mark.Condition(AMOUNT, true, 700)));
    List<AggregateSpec> specs =
        List.of(
            spec(AggregateKind.FRAUD_COUNT, -1, all, FRAUDS),
            spec(AggregateKind.COUNT, -1, declined, DECLINED),
            new AggregateSpec(
                AggregateKind.SUM, AmountField.APPROVED, -1, 30 * DAY, 0, all, 0, APPROVED),
            spec(AggregateKind.DISTINCT, 0, all, SHOPS),
            spec(AggregateKind.FIRST_SEEN, 0, all, NEW_SHOP),
            spec(AggregateKind.SINCE_LAST, -1, all, SINCE),
            spec(AggregateKind.COUNT, -1, all, COUNT),
            spec(AggregateKind.FRAUD_RATE, -1, all, RATE),
            spec(AggregateKind.PEAK, 0, all, PEAK),
            spec(AggregateKind.SINCE_PEAK, 0, all, SINCE_PEAK),
            spec(AggregateKind.FRAUD_RUN, -1, all, RUN),
            spec(AggregateKind.FRAUD_RUN_AGE, -1, all, RUN_AGE),
            spec(AggregateKind.GENUINE_RUN, -1, all, GENUINE_RUN),
            spec(AggregateKind.COUNT, -1, marked(1, 0), DEAR),
            spec(AggregateKind.COUNT, -1, marked(0, 1), OTHERS));
    return new ProfileLayout(
        "card",
        List.of(Rows.dimension("merchantId")),
        List.of(dear),
        List.of(new RememberedFeature(2, AMOUNT)),
        false,
        2,
        specs,
        30 * DAY);
  }

  private static EventFilter marked(int marked, int unmarked) {
    return new EventFilter(
        RandomLayouts.SPENDING, EventFilter.ANY, EventFilter.ANY, marked, unmarked);
  }

  private static EventFilter filter(int outcomes) {
    return new EventFilter(RandomLayouts.SPENDING, EventFilter.ANY, outcomes);
  }

  private static AggregateSpec spec(
      AggregateKind kind, int dimension, EventFilter filter, int slot) {
    return new AggregateSpec(
        kind, AmountField.NONE, dimension, 30 * DAY, 0, filter, Double.NaN, slot);
  }
}
