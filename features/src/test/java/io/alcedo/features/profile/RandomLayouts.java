package io.alcedo.features.profile;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.Dimension;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.features.event.OutcomeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes layouts with every kind, and filters, windows and delays at random. */
final class RandomLayouts {
  static final int SPENDING = 0b1110;
  static final long HOUR = 3_600_000;
  private static final RememberedFeature RATIO =
      new RememberedFeature(22, AggregateKind.RATIO.ordinal() * 2);
  private static final long[] WINDOWS = {
    1, 1000, 60_000, 10 * 60_000, HOUR, 6 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR
  };

  private RandomLayouts() {}

  static ProfileLayout next(Random random) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(Rows.dimension("deviceToken"));
    dimensions.add(Rows.dimension("acquirerId", "merchantId"));
    List<AggregateSpec> specs = new ArrayList<>();
    boolean marked = random.nextInt(4) > 0;
    List<EventFilter> filters =
        List.of(filter(random, marked), filter(random, marked), filter(random, false));
    for (AggregateKind kind : AggregateKind.values()) {
      for (int i = 0; i < 2; i++) {
        EventFilter filter = filters.get(random.nextInt(filters.size()));
        specs.add(spec(random, kind, filter, specs.size()));
      }
    }
    long horizon = specs.stream().mapToLong(AggregateSpec::horizonMillis).max().orElseThrow();
    return new ProfileLayout(
        "card",
        dimensions,
        marked ? List.of(mark(random, 11), mark(random, 12)) : List.of(),
        List.of(new RememberedFeature(21, random.nextInt(specs.size())), RATIO),
        true,
        random.nextInt(4),
        specs,
        horizon);
  }

  /** A mark that reads aggregates of the same profile, those that it filters among them. */
  private static Mark mark(Random random, int hash) {
    List<Mark.Condition> conditions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      AggregateKind kind =
          List.of(AggregateKind.RATIO, AggregateKind.COUNT, AggregateKind.SINCE_LAST)
              .get(random.nextInt(3));
      double bound = kind == AggregateKind.RATIO ? 1.234567 : kind == AggregateKind.COUNT ? 2.5 : 9;
      conditions.add(new Mark.Condition(kind.ordinal() * 2, random.nextBoolean(), bound));
    }
    return new Mark(hash, conditions);
  }

  private static AggregateSpec spec(
      Random random, AggregateKind kind, EventFilter filter, int slot) {
    AmountField amount =
        switch (kind) {
          case SUM, MEAN, MIN, MAX, STDDEV, ZSCORE, RATIO ->
              random.nextInt(3) == 0 ? AmountField.APPROVED : AmountField.ATTEMPTED;
          default -> AmountField.NONE;
        };
    boolean takesOne =
        switch (kind) {
          case DISTINCT, FIRST_SEEN, PEAK, SINCE_PEAK -> true;
          default -> false;
        };
    long window = WINDOWS[random.nextInt(WINDOWS.length)];
    long delay = random.nextInt(3) == 0 ? WINDOWS[random.nextInt(WINDOWS.length - 1)] : 0;
    double empty = random.nextInt(4) == 0 ? -1 : Double.NaN;
    return new AggregateSpec(
        kind, amount, takesOne ? random.nextInt(2) : -1, window, delay, filter, empty, slot);
  }

  private static EventFilter filter(Random random, boolean marked) {
    int types = random.nextInt(2) == 0 ? SPENDING : 1 + random.nextInt(127);
    int channels = random.nextInt(3) == 0 ? 1 + random.nextInt(63) : EventFilter.ANY;
    int outcomes =
        switch (random.nextInt(6)) {
          case 0 -> OutcomeState.DECLINED.bit();
          case 1 -> OutcomeState.THREE_DS_FAILED.bit() | OutcomeState.APPROVED.bit();
          case 2 -> 1 + random.nextInt(127);
          default -> EventFilter.ANY;
        };
    int asked = marked ? 1 + random.nextInt(3) : 0;
    return random.nextBoolean()
        ? new EventFilter(types, channels, outcomes, asked, 0)
        : new EventFilter(types, channels, outcomes, 0, asked);
  }
}
