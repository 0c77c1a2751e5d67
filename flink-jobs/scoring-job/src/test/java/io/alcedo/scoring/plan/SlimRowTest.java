package io.alcedo.scoring.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.model.Thresholds;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.DecisionPolicy;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.RecordMaker;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator reads behind the reduction is there: nothing comes out otherwise without it. */
class SlimRowTest {
  private static final int ROWS = 300;
  private static final int ORIGINAL = RowLayout.STANDARD.index("originalTransactionId");

  /** Each kind of feature once, of slots that few sets name. */
  private static final String EVERY_KIND =
      """
      name: every-kind
      entities: {card: cardToken}
      marks: {dear: {value: {above: 250}}}
      features:
        - {name: value, value: amountMinor, family: f}
        - {name: log, log: baseAmount, family: f}
        - {name: hour, calendar: hour, family: f}
        - {name: night, calendar: night, night: {from: 22, to: 6}, zone: UTC, family: f}
        - {name: category, category: entryMode, family: f}
        - {name: count, count: card, window: 1d, where: {type: purchase}, family: f}
        - {name: sum, sum: approvedAmount, by: card, window: 1d, family: f}
        - {name: mean, mean: baseAmount, by: card, window: 1d, where: {channel: online}, family: f}
        - {name: min, min: baseAmount, by: card, window: 1d, family: f}
        - {name: max, max: baseAmount, by: card, window: 1d, delay: 1h, family: f}
        - {name: stddev, stddev: baseAmount, by: card, window: 1d, family: f}
        - {name: zscore, zscore: baseAmount, by: card, window: 1d, family: f}
        - {name: ratio, ratio: baseAmount, by: card, window: 1d, family: f}
        - {name: distinct, distinct: merchantCategory, by: card, window: 1d, family: f}
        - {name: since_last, since_last: card, window: 1d, family: f}
        - {name: first_seen, first_seen: [acquirerId, merchantId], by: card, window: 1d, family: f}
        - {name: speed, speed: card, window: 1d, family: f}
        - {name: fraud_count, fraud_count: card, window: 1d, family: f}
        - {name: fraud_rate, fraud_rate: card, window: 1d, family: f}
        - {name: run, fraud_run: card, window: 1d, where: {unmarked: dear}, family: f}
        - {name: run_age, fraud_run_age: card, window: 1d, family: f}
        - {name: genuine, genuine_run: card, window: 1d, where: {marked: dear}, family: f}
        - {name: highest, peak: ratio, by: card, window: 1d, family: f}
        - {name: since_highest, since_peak: ratio, by: card, window: 1d, family: f}
      """;

  @ParameterizedTest
  @MethodSource("plans")
  void changesNothingThatComesOut(FeaturePlan plan) {
    long seed = new Random().nextLong();
    SlimRow reduction = new SlimRow(plan, RecordMaker.slots());

    assertThat(outputs(plan, seed, reduction::reduce))
        .as("seed %d", seed)
        .isEqualTo(outputs(plan, seed, row -> {}));
  }

  /** So none is kept for nothing, and one that a list leaves out would be noticed above. */
  @ParameterizedTest
  @MethodSource("plans")
  void keepsNothingThatChangesNothing(FeaturePlan plan) {
    long seed = 5;
    List<Object> whole = outputs(plan, seed, row -> {});
    Set<String> needed = new TreeSet<>();
    Set<String> kept = new TreeSet<>(RecordMaker.slots());
    for (RowLayout.Slot slot : plan.layout().slots()) {
      if (plan.slots().contains(slot)) {
        kept.add(slot.name());
      }
      if (!outputs(plan, seed, row -> blank(row, slot)).equals(whole)) {
        needed.add(slot.name());
      }
    }

    assertThat(kept).containsAll(needed);
    if (plan.name().equals("every-kind")) {
      assertThat(needed).isEqualTo(kept);
    }
  }

  @Test
  void triesEveryAggregate() {
    for (AggregateKind kind : AggregateKind.values()) {
      assertThat(EVERY_KIND).contains(kind.name().toLowerCase(Locale.ROOT) + ": ");
    }
  }

  @Test
  void keepsWhatRecordsHoldAndDropsWhatNothingReads() throws Exception {
    FeaturePlan plan = FeatureSet.named("handbook").compile(RowLayout.STANDARD);
    TransactionRow row = row(new SplittableRandom(1), 1);
    TransactionRow reduced = row.copy();

    new SlimRow(plan, RecordMaker.slots()).reduce(reduced);

    for (String name : List.of("acquirerId", "merchantId", "currency", "cardToken")) {
      int index = RowLayout.STANDARD.index(name);
      assertThat(reduced.text(index)).as(name).isNotNull().isEqualTo(row.text(index));
    }
    assertThat(reduced.number(RowLayout.STANDARD.index("amountMinor")))
        .isEqualTo(row.number(RowLayout.STANDARD.index("amountMinor")));
    assertThat(reduced.text(RowLayout.STANDARD.index("ipToken"))).isNull();
    assertThat(reduced.text(RowLayout.STANDARD.index("accountToken"))).isNull();
  }

  private static List<FeaturePlan> plans() throws Exception {
    return List.of(
        FeatureSet.named("card-payments").compile(RowLayout.STANDARD),
        FeatureSet.named("card-risk").compile(RowLayout.STANDARD),
        FeatureSet.named("handbook").compile(RowLayout.STANDARD),
        FeatureSet.parse(EVERY_KIND, "every-kind").compile(RowLayout.STANDARD));
  }

  /** Returns features, keys, decisions and records of some transactions, one after the other. */
  private static List<Object> outputs(
      FeaturePlan plan, long seed, Consumer<TransactionRow> reduction) {
    SplittableRandom random = new SplittableRandom(seed);
    FeatureReplay replay = new FeatureReplay(plan);
    DecisionPolicy policy = new DecisionPolicy(new Thresholds(0.4, 0.8), 250, 0, "p");
    RecordMaker maker =
        new RecordMaker(new SingleObjectFraming(), plan, places -> plan.hash(), "p");
    List<Object> outputs = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      TransactionRow row = row(random, i);
      reduction.accept(row);
      try {
        long id = TransactionEvent.idHash(row);
        outputs.add(Arrays.toString(replay.transaction(id, row)));
        long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
        replay.outcome(
            row, new OutcomeUpdate(id, row.eventTime(), amount, OutcomeAction.APPROVED, false));
        plan.entities().forEach(entity -> outputs.add(String.valueOf(entity.key(row))));
        Scored scored = scored(row, policy);
        Emission event = maker.riskEvent(scored);
        outputs.addAll(List.of(scored.decided(), scored.event().idHash(), event));
        outputs.addAll(List.of(maker.scoredFeatures(scored), maker.alert(scored, event)));
        outputs.add(String.valueOf(RecordMaker.closing(row)));
      } catch (RuntimeException e) {
        outputs.add(e.toString()); // A slot that must be there is not.
      }
    }
    return outputs;
  }

  private static void blank(TransactionRow row, RowLayout.Slot slot) {
    switch (slot.kind()) {
      case LONG, ENUM -> row.setNumber(slot.index(), TransactionRow.ABSENT);
      case DOUBLE -> row.setReal(slot.index(), Double.NaN);
      case TEXT -> row.setText(slot.index(), null);
    }
  }

  /** A transaction that no model answered, so that its own row decides. */
  private static Scored scored(TransactionRow row, DecisionPolicy policy) {
    TransactionEvent event = TransactionEvent.of(row, 1, new Origin("t", 0, 1, 2), false);
    event.setVector(new float[] {1});
    event.plan(1);
    return new Scored(
        event,
        policy.fallback(row),
        null,
        Double.NaN,
        policy.thresholds(),
        Degradation.MODEL_FAILED,
        List.of(),
        false,
        List.of(),
        1_772_000_000_000L);
  }

  /** Every slot filled, of few values, so that entities and categories repeat. */
  private static TransactionRow row(SplittableRandom random, int position) {
    TransactionRow row = RowLayout.STANDARD.newRow();
    for (RowLayout.Slot slot : RowLayout.STANDARD.slots()) {
      switch (slot.kind()) {
        case LONG -> row.setNumber(slot.index(), random.nextInt(1, 500));
        case ENUM -> row.setNumber(slot.index(), random.nextInt(slot.symbols().size()));
        case DOUBLE -> row.setReal(slot.index(), random.nextDouble(-40, 40));
        case TEXT -> row.setText(slot.index(), Integer.toString(random.nextInt(5)));
      }
    }
    row.setText(TransactionRow.TRANSACTION_ID, "tx-" + position);
    row.setText(TransactionRow.TENANT, "tenant-" + random.nextInt(2));
    row.setText(ORIGINAL, "tx-" + random.nextInt(position + 1));
    row.setNumber(TransactionRow.EVENT_TIME, 1_772_000_000_000L + position * 60_000L);
    return row;
  }
}
