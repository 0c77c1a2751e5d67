package io.alcedo.scoring.decision;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Simulated days of scores in front of alert budgets: more by day than by night, quieter weekends,
 * days of different volume, growth; frauds in runs on one card; on every fourth day, from the
 * second week on, an attack of two to eight hours with ten times as many frauds, and on every
 * fourth a swap to a model whose log-odds are another line of the same ones, which half of the
 * times shadowed before. Equal seeds give equal days.
 */
final class AlertTraffic {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;
  static final int FIRST_JUDGED = 7;

  private static final long START = 20_000 * DAY;
  private static final Thresholds STATED = new Thresholds(0.3, 0.8);
  private static final double FRAUD_RUNS = 0.0006;

  private final SplittableRandom random;
  private final double volume;
  private final double step;
  private final PriorityQueue<Strike> strikes =
      new PriorityQueue<>(Comparator.comparingDouble(Strike::hours));
  private AlertThresholds[] budgets;
  private Model model = new Model("first", 0, 1);
  private @Nullable Model next;

  /** One fraudulent payment to come; hours since the start. */
  private record Strike(double hours, int card, double logOdds) {}

  /** A version, and how it distorts log-odds. */
  private record Model(String version, double offset, double scale) {}

  /** What a day brought. */
  record Day(int number, boolean attack, boolean swap, int alerts) {
    boolean within(double share, double alertsPerDay) {
      return Math.abs(alerts - alertsPerDay) <= share * alertsPerDay;
    }
  }

  /**
   * Prepares the days.
   *
   * @param volume transactions on a day of the first week
   * @param step what scores' log-odds are rounded to; 0 leaves them as they are
   * @param budgets one a subtask
   */
  AlertTraffic(long seed, double volume, double step, AlertThresholds... budgets) {
    this.random = new SplittableRandom(seed);
    this.volume = volume;
    this.step = step;
    this.budgets = budgets.clone();
  }

  /** Returns what the judged days bring: those after the first week. */
  List<Day> days(int count) {
    List<Day> days = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Day day = day(number);
      if (number >= FIRST_JUDGED) {
        days.add(day);
      }
    }
    return days;
  }

  /** Puts other budgets in the place of those so far, as a restart does. */
  void restart(AlertThresholds... others) {
    List<byte[]> snapshots = Arrays.stream(budgets).map(AlertThresholds::snapshot).toList();
    budgets = others.clone();
    for (AlertThresholds budget : budgets) {
      budget.restore(snapshots);
    }
  }

  /** Runs one day, which begins at midnight. */
  Day day(int number) {
    double weekend = number % 7 >= 5 ? 0.6 : 1;
    double expected =
        volume * Math.pow(1.003, number) * weekend * Math.exp(0.1 * random.nextGaussian());
    boolean attack = number > FIRST_JUDGED && random.nextInt(4) == 0;
    double attackFrom = 24 * random.nextDouble();
    double attackTo = attackFrom + 2 + 6 * random.nextDouble();
    boolean swap = number > FIRST_JUDGED && random.nextInt(4) == 0;
    double swapAt = swap ? 24 * random.nextDouble() : Double.POSITIVE_INFINITY;
    double offset = 2 * random.nextGaussian();
    Model challenger = new Model("v" + number, offset, Math.exp(0.3 * random.nextGaussian()));
    boolean shadows = random.nextBoolean();
    int alerts = 0;
    for (double hour = gap(expected, 0); hour < 24; hour += gap(expected, hour)) {
      next = swap && shadows && hour < swapAt ? challenger : null;
      model = hour >= swapAt ? challenger : model;
      boolean attacked = attack && hour >= attackFrom && hour < attackTo;
      if (random.nextDouble() < (attacked ? 10 : 1) * FRAUD_RUNS) {
        addStrikes(24 * number + hour);
      }
      while (!strikes.isEmpty() && strikes.peek().hours() <= 24 * number + hour) {
        Strike strike = strikes.remove();
        alerts += scored(strike.card(), strike.logOdds(), strike.hours());
      }
      alerts += scored(random.nextInt(Integer.MAX_VALUE), genuine(), 24 * number + hour);
    }
    return new Day(number, attack, swap, alerts);
  }

  private double gap(double expected, double hour) {
    double rhythm = 1 + 0.85 * Math.sin((hour - 8.5) / 24 * 2 * Math.PI);
    return -Math.log(1 - random.nextDouble()) / (expected / 24 * rhythm);
  }

  private void addStrikes(double hours) {
    int card = random.nextInt(Integer.MAX_VALUE);
    double usual = 1.5 + 1.5 * random.nextGaussian();
    double at = hours;
    for (int left = 3 + random.nextInt(6); left > 0; left--) {
      at -= 0.2 * Math.log(1 - random.nextDouble());
      strikes.add(new Strike(at, card, usual + random.nextGaussian()));
    }
  }

  private double genuine() {
    double tail = random.nextInt(20) == 0 ? -1.5 * Math.log(1 - random.nextDouble()) : 0;
    return -6 + 1.3 * random.nextGaussian() + tail;
  }

  private int scored(int card, double logOdds, double hours) {
    AlertThresholds budget = budgets[card % budgets.length];
    long now = START + (long) (hours * HOUR);
    double score = score(model, logOdds);
    Thresholds thresholds = budget.current(model.version(), STATED, now);
    Decision decision =
        thresholds.declines(score)
            ? Decision.DECLINE
            : thresholds.reviews(score) ? Decision.REVIEW : Decision.APPROVE;
    budget.observed(model.version(), score, decision, now);
    Model shadow = next;
    if (shadow != null) {
      budget.observed(shadow.version(), score(shadow, logOdds), null, now);
    }
    return decision == Decision.APPROVE ? 0 : 1;
  }

  private double score(Model of, double logOdds) {
    double own = of.offset() + of.scale() * (logOdds + 0.5 * random.nextGaussian());
    double rounded = step > 0 ? Math.rint(own / step) * step : own;
    return (float) (1 / (1 + Math.exp(-rounded)));
  }
}
