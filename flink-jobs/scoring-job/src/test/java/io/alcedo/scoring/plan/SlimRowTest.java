package io.alcedo.scoring.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureReplay;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.emit.RecordMaker;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlimRowTest {
  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "handbook"})
  void changesNoFeatureAndNoKey(String set) throws Exception {
    long seed = new Random().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    FeaturePlan plan = FeatureSet.named(set).compile(RowLayout.STANDARD);
    FeatureReplay whole = new FeatureReplay(plan);
    FeatureReplay slim = new FeatureReplay(plan);
    SlimRow reduction = new SlimRow(plan, RecordMaker.slots());
    for (int i = 0; i < 300; i++) {
      TransactionRow row = row(random, i);
      TransactionRow reduced = row.copy();
      reduction.reduce(reduced);

      assertThat(slim.transaction(i, reduced))
          .as("seed %d, row %d", seed, i)
          .containsExactly(whole.transaction(i, row));
      for (EntityPlan entity : plan.entities()) {
        assertThat(entity.key(reduced)).as("seed %d", seed).isEqualTo(entity.key(row));
      }
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
    row.setNumber(TransactionRow.EVENT_TIME, 1_772_000_000_000L + position * 60_000L);
    return row;
  }
}
