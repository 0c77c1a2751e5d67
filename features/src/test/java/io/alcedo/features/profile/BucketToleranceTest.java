package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.schema.row.TransactionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Beyond the exact range: every aggregate equals the exact one over some window whose edges lie
 * within a 32nd of the window from the true edges.
 */
class BucketToleranceTest {
  private static final long HOUR = RandomLayouts.HOUR;
  private static final int EVENTS = 6_000;
  private static final EventFilter ALL =
      new EventFilter(RandomLayouts.SPENDING, EventFilter.ANY, EventFilter.ANY);

  private final long[] times = new long[EVENTS];
  private final long[] amounts = new long[EVENTS];
  private final float[] remembered = new float[EVENTS];
  private int approximated;

  @ParameterizedTest
  @ValueSource(ints = {1_000, 60_000, 250_000, 1_000_000})
  void aggregatesEqualThoseOfAWindowWithinTolerance(int pace) throws Exception {
    long seed = new Random().nextInt();
    Random random = new Random(seed);
    ProfileLayout layout = layout();
    ProfileAggregator aggregator = new ProfileAggregator(layout);
    Profile profile = aggregator.newProfile();
    float[] vector = new float[layout.aggregates().size()];
    long time = 1_700_000_000_000L;
    for (int i = 0; i < EVENTS; i++) {
      // Bursts and pauses: every now and then a gap of a hundred times the pace.
      time += (long) (random.nextDouble() * pace * (random.nextInt(50) == 0 ? 100 : 1));
      times[i] = time;
      amounts[i] = 100 + random.nextInt(1_000_000);
      TransactionRow row = Rows.purchase("e" + i, time, amounts[i]);
      aggregator.transaction(profile, Rows.idHash(row), row, vector);
      remembered[i] = vector[layout.remembered().get(0).place()];
      if (i % 61 == 0) {
        for (AggregateSpec spec : layout.aggregates()) {
          check(
              spec, vector[spec.slot()], i, "seed=%d, pace=%d, event=%d".formatted(seed, pace, i));
        }
      }
      if (i % 1000 == 0) {
        profile = ProfileReplayTest.roundTrip(aggregator, profile);
      }
    }
    assertThat(profile.coarsenings()).isZero();
    assertThat(approximated).as("values that are not the true window's").isGreaterThan(20);
  }

  private void check(AggregateSpec spec, double value, int now, String where) {
    long upper = times[now] - spec.delayMillis();
    long edge = upper - spec.windowMillis();
    long slack = spec.windowMillis() / 32;
    int lowFrom = firstAfter(edge - slack, now);
    int lowTo = firstAfter(edge + slack, now);
    // The window's end is exact where it is the current event.
    int highFrom = firstAfter(spec.delayMillis() == 0 ? upper : upper - slack, now);
    int highTo = firstAfter(spec.delayMillis() == 0 ? upper : upper + slack, now);
    int trueLow = firstAfter(edge, now);
    int trueHigh = firstAfter(upper, now);
    if (spec.kind() == AggregateKind.PEAK) {
      // It compares with the past: the current event is not in its window.
      highTo = Math.min(highTo, now);
      highFrom = Math.min(highFrom, now);
      trueHigh = Math.min(trueHigh, now);
    }
    if (close(exact(spec, trueLow, trueHigh), value)) {
      return;
    }
    approximated++;
    for (int high = highFrom; high <= highTo; high++) {
      for (int low = lowFrom; low <= lowTo; low++) {
        if (close(exact(spec, low, high), value)) {
          return;
        }
      }
    }
    assertThat(value)
        .as("%s: true value %s, %s", spec, exact(spec, trueLow, trueHigh), where)
        .isNaN();
  }

  private double exact(AggregateSpec spec, int from, int to) {
    if (spec.kind() == AggregateKind.COUNT) {
      return Math.max(0, to - from);
    }
    if (spec.kind() == AggregateKind.PEAK) {
      double peak = Double.NaN;
      for (int i = from; i < to; i++) {
        peak = remembered[i] <= peak ? peak : remembered[i];
      }
      return peak;
    }
    double sum = 0;
    double squares = 0;
    double most = Double.NaN;
    for (int i = from; i < to; i++) {
      double amount = amounts[i] / 100.0;
      sum += amount;
      squares += amount * amount;
      most = amount <= most ? most : amount;
    }
    int count = to - from;
    return switch (spec.kind()) {
      case SUM -> sum;
      case MEAN -> sum / count;
      case MAX -> most;
      case STDDEV -> Math.sqrt((squares - sum * sum / count) / (count - 1));
      default -> throw new AssertionError(spec);
    };
  }

  private int firstAfter(long time, int now) {
    int low = 0;
    int high = now + 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a)) || Double.isNaN(a) && Double.isNaN(b);
  }

  private static ProfileLayout layout() {
    List<AggregateSpec> specs = new ArrayList<>();
    for (long window : new long[] {HOUR, 24 * HOUR, 7 * 24 * HOUR}) {
      specs.add(spec(AggregateKind.COUNT, window, 0, specs.size()));
      specs.add(spec(AggregateKind.SUM, window, 0, specs.size()));
      specs.add(
          spec(AggregateKind.COUNT, window, 24 * HOUR * (window == HOUR ? 0 : 1), specs.size()));
    }
    int mean = specs.size();
    specs.add(spec(AggregateKind.MEAN, 24 * HOUR, 0, mean));
    specs.add(spec(AggregateKind.PEAK, 24 * HOUR, 0, specs.size()));
    specs.add(spec(AggregateKind.PEAK, 7 * 24 * HOUR, 24 * HOUR, specs.size()));
    specs.add(spec(AggregateKind.STDDEV, 24 * HOUR, 0, specs.size()));
    specs.add(spec(AggregateKind.MAX, 24 * HOUR, 0, specs.size()));
    long horizon = specs.stream().mapToLong(AggregateSpec::horizonMillis).max().orElseThrow();
    List<RememberedFeature> remembered = List.of(new RememberedFeature(1, mean));
    return new ProfileLayout("card", List.of(), List.of(), remembered, false, 2, specs, horizon);
  }

  private static AggregateSpec spec(AggregateKind kind, long window, long delay, int slot) {
    boolean peak = kind == AggregateKind.PEAK;
    AmountField amount =
        peak || kind == AggregateKind.COUNT ? AmountField.NONE : AmountField.ATTEMPTED;
    return new AggregateSpec(kind, amount, peak ? 0 : -1, window, delay, ALL, Double.NaN, slot);
  }
}
