package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds sums that slide against walks: those of a copy, which keeps none. */
class SlidingWindowTest {
  private static final int EVENTS = 600;
  private static final long DAY = 24 * RandomLayouts.HOUR;

  @Test
  void sumsAreThoseOfAWalkWhateverHappens() {
    long first = Long.getLong("alcedo.seed", new Random().nextInt());
    int runs = Integer.getInteger("alcedo.runs", 20);
    int slid = 0;
    for (long seed = first; seed < first + runs; seed++) {
      slid += run(seed);
    }
    assertThat(slid).as("transactions with sums, seed=%d", first).isGreaterThan(runs * EVENTS / 4);
  }

  /** Returns before how many transactions sums were kept. */
  private static int run(long seed) {
    Random random = new Random(seed);
    ProfileLayout layout = RandomLayouts.next(random);
    ProfileAggregator aggregator = new ProfileAggregator(layout);
    RandomStream stream = new RandomStream(random, layout, EVENTS);
    Profile profile = aggregator.newProfile();
    float[] sliding = new float[layout.aggregates().size()];
    float[] walked = new float[sliding.length];
    Set<Long> timed = new HashSet<>();
    int slid = 0;
    long silence = 0;
    while (stream.hasNext()) {
      Object next = stream.next();
      if (!(next instanceof TransactionRow row)) {
        RandomStream.apply(next, aggregator, profile);
        continue;
      }
      // Now and then nothing happens for weeks, or one is far off: then all that follow are late.
      silence += random.nextInt(200) == 0 ? random.nextInt(60) * DAY : 0;
      long jump = random.nextInt(60) == 0 ? (long) (random.nextGaussian() * DAY) : 0;
      if (timed.add(Rows.idHash(row))) { // a repeat is copied with the time that it was given
        row.setNumber(TransactionRow.EVENT_TIME, row.eventTime() + silence + jump);
      }
      if (random.nextInt(20) == 0) {
        aggregator.record(profile, Rows.idHash(row), row, sliding);
        continue;
      }
      boolean kept = profile.log.sums.length > 0;
      slid += kept && profile.log.size() > MomentScan.MOST_WALKED ? 1 : 0;
      aggregator.transaction(profile.copy(), Rows.idHash(row), row, walked);
      aggregator.transaction(profile, Rows.idHash(row), row, sliding);
      assertThat(sliding).as("seed=%d, events=%d", seed, profile.log.size()).isEqualTo(walked);
    }
    return slid;
  }

  @Test
  void onlyALongLogThatLivesOnKeepsSums() throws IOException {
    EventFilter all = new EventFilter(EventFilter.ANY, EventFilter.ANY, EventFilter.ANY);
    AggregateSpec count =
        new AggregateSpec(AggregateKind.COUNT, AmountField.NONE, -1, DAY, 0, all, Double.NaN, 0);
    ProfileLayout layout = new ProfileLayout("card", List.of(), false, 2, List.of(count), DAY);
    ProfileAggregator aggregator = new ProfileAggregator(layout);
    Profile profile = aggregator.newProfile();
    for (int i = 0; i < MomentScan.MOST_WALKED; i++) {
      transaction(aggregator, profile, layout, i);
    }
    assertThat(profile.log.sums).as("of a short log").isEmpty();
    for (int i = 100; i < 200; i++) {
      profile = ProfileReplayTest.roundTrip(aggregator, profile);
      transaction(aggregator, profile, layout, i);
      assertThat(profile.log.sums).as("of one read from bytes each time").isEmpty();
    }
    transaction(aggregator, profile, layout, 200);
    assertThat(profile.log.sums).as("of one that lives on").isNotEmpty();
    assertThat(profile.copy().log.sums).as("of a copy").isEmpty();
  }

  private static void transaction(
      ProfileAggregator aggregator, Profile profile, ProfileLayout layout, int event) {
    TransactionRow row = Rows.purchase("s" + event, 1_700_000_000_000L + event, 1000);
    float[] vector = new float[layout.aggregates().size()];
    aggregator.transaction(profile, Rows.idHash(row), row, vector);
  }
}
