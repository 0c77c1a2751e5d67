package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.ProfileLayout;
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

  private final ProfileAggregator aggregator = new ProfileAggregator(layout());
  private Profile profile;

  @BeforeEach
  void fill() {
    profile = aggregator.newProfile();
    for (int i = 0; i < EVENTS; i++) {
      aggregator.transaction(profile, id(i), row(i), null);
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
    float[] vector = new float[8];
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
    float[] vector = new float[8];
    aggregator.transaction(profile.copy(), 1, row(EVENTS + 400), vector);
    assertThat(vector[SINCE]).isEqualTo(401 * 60);
  }

  private float[] now() {
    float[] vector = new float[8];
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
            spec(AggregateKind.FRAUD_RATE, -1, all, RATE));
    return new ProfileLayout(
        "card", List.of(Rows.dimension("merchantId")), false, 2, specs, 30 * DAY);
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
