package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureUnion;
import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many bytes profiles of the shipped sets take: usual, hot and hostile ones. */
class ProfileSizeTest {
  private static final long START = 1_700_000_000_000L;
  private static final int COUNTRY = RowLayout.STANDARD.index("merchantCountry");
  private static final int CATEGORY = RowLayout.STANDARD.index("merchantCategory");
  private static final int TERMINAL = RowLayout.STANDARD.index("terminalId");

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk"})
  void aCardOfSixtyEventsTakesAboutAKibibyte(String set) throws Exception {
    Random random = new Random(7);
    ProfileAggregator aggregator = aggregator(set, 0);
    Profile profile = aggregator.newProfile();
    float[] vector = new float[200];
    long time = START;
    for (int i = 0; i < 60; i++) {
      time += (long) (random.nextDouble() * 24 * RandomLayouts.HOUR);
      aggregator.transaction(profile, i * 0x9E3779B97F4A7C15L, usual(random, i, time), vector);
      aggregator.outcome(
          profile,
          new OutcomeUpdate(i * 0x9E3779B97F4A7C15L, time, 1000, OutcomeAction.APPROVED, false));
    }
    assertThat(ProfileReplayTest.encode(aggregator, profile).length).isBetween(700, 1400);
  }

  @ParameterizedTest
  @CsvSource({
    "card-payments,0,86",
    "card-payments,0,3000",
    "card-payments,0,600000",
    "card-payments,1,86",
    "card-payments,1,40000",
    "card-payments,1,400000",
    "card-payments,2,86",
    "card-payments,2,40000",
    "card-risk,0,86",
    "card-risk,0,40000",
    "card-risk,0,600000",
    "card-risk,1,86",
    "card-risk,1,400000",
    "handbook,1,86",
    "handbook,1,100000"
  })
  void aBusyKeyStaysWithinEightKibibytes(String set, int entity, int pace) throws Exception {
    Random random = new Random(pace);
    ProfileAggregator aggregator = aggregator(set, entity);
    Profile profile = aggregator.newProfile();
    float[] vector = new float[200];
    long time = START;
    for (int i = 0; i < 6_000; i++) {
      time += (long) (-Math.log(random.nextDouble()) * pace);
      long id = random.nextLong();
      aggregator.transaction(profile, id, usual(random, i, time), vector);
      if (random.nextInt(100) == 0) {
        aggregator.label(profile, new LabelUpdate(id, time, 1000, Verdict.FRAUD, 1));
      }
      aggregator.outcome(profile, new OutcomeUpdate(id, time, 1000, OutcomeAction.APPROVED, false));
      if (i % 331 == 0) {
        profile = ProfileReplayTest.roundTrip(aggregator, profile);
      }
    }
    // The samples of a very busy card's five dimensions may have to shrink; nothing else does.
    assertThat(profile.coarsenings()).as("coarsenings").isLessThanOrEqualTo(2);
    assertThat(profile.exactEvents()).isGreaterThanOrEqualTo(192);
  }

  @ParameterizedTest
  @CsvSource({
    "card-payments,10,1",
    "card-payments,1000000,2",
    "card-payments,5000000,3",
    "card-payments,100000000,4",
    "card-payments,300000000,5",
    "card-risk,10,6",
    "card-risk,5000000,7",
    "card-risk,300000000,8"
  })
  void aHostileKeyStaysWithinEightKibibytes(String set, int pace, int seed) throws Exception {
    Random random = new Random(seed);
    ProfileAggregator aggregator = aggregator(set, 0);
    hostile(random, aggregator, pace);
  }

  /** Fills a profile with what is most for it to hold, and checks its size meanwhile. */
  private static Profile hostile(Random random, ProfileAggregator aggregator, int pace)
      throws IOException {
    Profile profile = aggregator.newProfile();
    float[] vector = new float[200];
    long time = START;
    for (int i = 0; i < 2_500; i++) {
      time += (long) (pace * Math.pow(random.nextDouble(), 4));
      TransactionRow row =
          hostile(random, time - (random.nextInt(9) == 0 ? random.nextInt(1 << 22) : 0));
      long id = random.nextLong();
      aggregator.transaction(profile, id, row, vector);
      long other = random.nextBoolean() ? id : random.nextLong();
      Verdict verdict = Verdict.values()[random.nextInt(3)];
      long amount = row.number(TransactionRow.BASE_AMOUNT_MINOR);
      long said = row.eventTime() + random.nextInt(1 << 20) - (1 << 19);
      aggregator.label(
          profile, new LabelUpdate(other, said, amount, verdict, random.nextInt(9999)));
      OutcomeAction action = OutcomeAction.values()[random.nextInt(7)];
      aggregator.outcome(
          profile, new OutcomeUpdate(other, said, amount, action, random.nextBoolean()));
      if (i % 7 == 0) {
        ProfileReplayTest.encode(aggregator, profile);
      }
    }
    return ProfileReplayTest.roundTrip(aggregator, profile);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 5_000_000, 300_000_000})
  void aFullProfileStaysWithinEightKibibytesWhenItsLayoutGrows(int pace) throws Exception {
    FeatureSet own = FeatureSet.named("card-payments");
    StringBuilder more = new StringBuilder("name: more\nentities: {c: cardToken}\nfeatures:\n");
    String[] features = {
      "peak: log, by: c, window: 30d",
      "distinct: merchantCountry, by: c, window: 1h, where: {channel: atm}",
      "stddev: approvedAmount, by: c, window: 3h, where: {channel: online}",
      "max: baseAmount, by: c, window: 2h, where: {channel: in_app}",
      "distinct: ipToken, by: c, window: 30d, where: {type: refund}"
    };
    more.append("  - {name: log, log: baseAmount, family: f}\n");
    for (int i = 0; i < features.length; i++) {
      more.append("  - {name: f%d, %s, family: f}\n".formatted(i, features[i]));
    }
    FeatureUnion union = FeatureUnion.of(own).with(FeatureSet.parse(more.toString(), "more"));
    FeaturePlan plan = union.compile(own.layout());
    ProfileAggregator wider = new ProfileAggregator(plan.entities().get(0).layout());
    Random random = new Random(pace);
    ProfileAggregator aggregator = aggregator("card-payments", 0);
    Profile full = hostile(random, aggregator, pace);
    for (int i = 0; i < 100; i++) {
      TransactionRow row = hostile(random, full.lastEventTime() + i);
      aggregator.transaction(full, random.nextLong(), row, new float[200]);
      byte[] bytes = ProfileReplayTest.encode(aggregator, full);
      Profile wide = wider.codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
      wider.transaction(wide, random.nextLong(), row, plan.newVector());
      ProfileReplayTest.encode(wider, wide);
    }
  }

  private static ProfileAggregator aggregator(String set, int entity) throws Exception {
    FeaturePlan plan = FeatureSet.named(set).compile(RowLayout.STANDARD);
    EntityPlan of = plan.entities().get(entity);
    return new ProfileAggregator(of.layout());
  }

  /** A payment like a card's: favourite shops, new ones in a third of the cases. */
  static TransactionRow usual(Random random, int index, long time) {
    TransactionRow row = Rows.purchase("u" + index, time, 200 + random.nextInt(9000));
    int shop = random.nextInt(3) == 0 ? 100 + random.nextInt(100_000) : random.nextInt(8);
    row.setText(TransactionRow.CARD_TOKEN, "card" + random.nextInt(100_000));
    row.setText(Rows.ACQUIRER, "a" + shop % 3);
    row.setText(Rows.MERCHANT, "m" + shop);
    row.setText(TERMINAL, "t" + shop);
    row.setText(COUNTRY, shop % 20 == 0 ? "FR" : "DE");
    row.setText(CATEGORY, "5" + shop % 9);
    if (shop % 4 == 0) {
      row.setText(Rows.DEVICE, "phone");
    } else {
      row.setReal(Rows.LATITUDE, 47.05 + shop % 10 / 10.0);
      row.setReal(Rows.LONGITUDE, 8.05);
    }
    return row;
  }

  private static TransactionRow hostile(Random random, long time) throws IOException {
    TransactionRow row = Rows.purchase("h", time, random.nextLong() >>> 13);
    row.setNumber(TransactionRow.TYPE, random.nextInt(7));
    row.setNumber(TransactionRow.CHANNEL, random.nextInt(6));
    if (row.number(TransactionRow.TYPE) == TransactionType.REVERSAL.ordinal()) {
      row.setText(Rows.ORIGINAL, "o" + random.nextInt());
    }
    for (int slot :
        new int[] {Rows.ACQUIRER, Rows.MERCHANT, TERMINAL, COUNTRY, CATEGORY, Rows.DEVICE}) {
      row.setText(slot, "v" + random.nextInt());
    }
    row.setReal(Rows.LATITUDE, random.nextDouble() * 180 - 90);
    row.setReal(Rows.LONGITUDE, random.nextDouble() * 360 - 180);
    return row;
  }
}
