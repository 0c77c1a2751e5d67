package io.alcedo.scoring.guard;

import io.alcedo.operations.settings.GuardConfig;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.guard.GuardVerdict.Fault;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges a promoted model by the reports of all subtasks. It is rolled back where, over the latest
 * transactions,
 *
 * <ul>
 *   <li>it fails on a larger share of them than it may, in more than one call, and more than twice
 *       as often as the model before;
 *   <li>more than one in a hundred of its calls take longer than they may, beyond chance, and more
 *       than twice as often as the other's: what slows both down is the machine;
 *   <li>it calls for attention more than so many times as often, or as seldom, as the model before
 *       on the same transactions, with confidence, and the transactions on which they differ are
 *       too one-sided for chance;
 *   <li>its scores of the same transactions are distributed too differently.
 * </ul>
 *
 * <p>The last two are no reason where both models have shifted against what each of them said
 * before: then the transactions are new, not the model, and that is an alarm of its own. Going back
 * to an older model then would disarm the newer one during an attack. Nor is an attack held against
 * a model once it has ended: judging begins anew on transactions after it.
 *
 * <p><b>By chance.</b> With models of equal skill the transactions on which only one of them calls
 * for attention are each one's with probability a half; the test on them (McNemar's, with the exact
 * bound of Hoeffding) is made at one in a million, on the latest transactions and on all since the
 * promotion, so that a guard of 360 reports goes wrong by it in fewer than one of 1,300 promotions
 * whatever the models' alert rates. The expected index between two samples of one distribution is
 * (steps − 1) (1/n + 1/m), 0.007 for 2,000 each, and far below the limit.
 *
 * <p>Pure but for what it has seen; owned by one thread.
 */
final class GuardJudge {
  private static final double NORMAL_95_ONE_SIDED = 1.644854;
  private static final int LEAST_ASKED = 100;
  private static final int LEAST_CALLS = 100;
  private static final int LEAST_FAILED_CALLS = 2;
  private static final double CHANCE = 1e-6;
  private static final double SLOW_SHARE = 0.01;
  private static final double DEVIATIONS = 4;
  private static final int MOST_REFERENCES = 32;
  private static final int REFERENCE_WINDOWS = 20;

  private final GuardConfig limits;
  private final Map<ModelVersion, ModelWindow> references = new LinkedHashMap<>();
  private @Nullable RecentWindows recent;
  private long generation;

  GuardJudge(GuardConfig limits) {
    this.limits = limits;
  }

  /** Takes a report in and says what follows. */
  GuardVerdict judge(WindowSummary summary) {
    if (summary.generation() < generation) {
      return GuardVerdict.FINE;
    }
    generation = summary.generation();
    ModelWindow active = summary.activeModel();
    ModelWindow former = summary.formerModel();
    PairWindow pair = summary.pair();
    if (former == null || pair == null) {
      recent = null;
      summary.models().forEach(this::refer);
      return GuardVerdict.FINE;
    }
    for (ModelWindow model : summary.models()) {
      if (model != active && model != former) {
        refer(model);
      }
    }
    RecentWindows windows = recent;
    if (windows == null || !windows.concerns(active, former)) {
      windows = new RecentWindows(active, former, limits.minRows());
      recent = windows;
    }
    windows.add(active, former, pair);
    return verdict(windows);
  }

  private GuardVerdict verdict(RecentWindows windows) {
    String failure = failure(windows.active(), windows.former());
    if (failure != null) {
      boolean invalid = windows.active().invalid() * 2 > windows.active().failed();
      return GuardVerdict.rollBack(invalid ? Fault.INVALID_SCORES : Fault.ERRORS, failure);
    }
    String slowness = slowness(windows.active(), windows.former());
    if (slowness != null) {
      return GuardVerdict.rollBack(Fault.LATENCY, slowness);
    }
    if (windows.pair().pairs() < limits.minRows()) {
      return GuardVerdict.FINE;
    }
    if (shifted(windows.former(), windows.former())
        && shifted(windows.active(), windows.former())) {
      windows.attacked();
      return GuardVerdict.ATTACK;
    }
    if (windows.attackEnded()) {
      return GuardVerdict.FINE;
    }
    String distance = distance(windows.pair());
    if (distance == null) {
      distance = alertDistance(windows.allPairs());
    }
    return distance == null ? GuardVerdict.FINE : GuardVerdict.rollBack(Fault.SCORES, distance);
  }

  private @Nullable String failure(ModelWindow active, ModelWindow former) {
    if (active.asked() < LEAST_ASKED || active.failedCalls() < LEAST_FAILED_CALLS) {
      return null;
    }
    double share = (double) active.failed() / active.asked();
    double other = former.asked() == 0 ? 0 : (double) former.failed() / former.asked();
    return share > limits.maxErrorShare() && share > 2 * other
        ? words(
            "it failed to score %d of %d transactions (%.4f, limit %.4f; the one before %.4f)",
            active.failed(), active.asked(), share, limits.maxErrorShare(), other)
        : null;
  }

  private @Nullable String slowness(ModelWindow active, ModelWindow former) {
    if (active.calls() < LEAST_CALLS || former.calls() < LEAST_CALLS) {
      return null;
    }
    double allowed = active.calls() * SLOW_SHARE;
    double share = (double) active.slowCalls() / active.calls();
    double other = (double) former.slowCalls() / former.calls();
    boolean slow =
        active.slowCalls() > allowed + DEVIATIONS * Math.sqrt(allowed * (1 - SLOW_SHARE));
    return slow && share > 2 * other
        ? words(
            "%d of %d calls took longer than %d ms (the one before: %d of %d)",
            active.slowCalls(),
            active.calls(),
            limits.maxLatency().toMillis(),
            former.slowCalls(),
            former.calls())
        : null;
  }

  private @Nullable String distance(PairWindow pair) {
    String alerts = alertDistance(pair);
    if (alerts != null) {
      return alerts;
    }
    double index = ScoreHistogram.stabilityIndex(pair.active(), pair.former());
    return index > limits.maxPsi()
        ? words(
            "its scores of the same %d transactions differ by an index of %.3f (limit %.3f)",
            pair.pairs(), index, limits.maxPsi())
        : null;
  }

  private @Nullable String alertDistance(PairWindow pair) {
    long activeAlerts = pair.activeOnly() + pair.both();
    long formerAlerts = pair.formerOnly() + pair.both();
    return surelyAbove(limits.maxAlertRatio(), activeAlerts, formerAlerts)
            && oneSided(pair.activeOnly(), pair.formerOnly())
        ? words(
            "it called for attention on %d, the one before on %d of the same %d transactions"
                + " (ratio limit %.1f)",
            activeAlerts, formerAlerts, pair.pairs(), limits.maxAlertRatio())
        : null;
  }

  /**
   * Whether the larger of two counts on the same transactions is more than this many times the
   * other, with a confidence of 95 %: the logarithm of their ratio deviates by the root of the sum
   * of their inverses.
   */
  private static boolean surelyAbove(double limit, long one, long other) {
    double larger = Math.max(one, other) + 0.5;
    double smaller = Math.min(one, other) + 0.5;
    double deviation = Math.sqrt(1 / larger + 1 / smaller);
    return Math.log(larger / smaller) - NORMAL_95_ONE_SIDED * deviation > Math.log(limit);
  }

  /** Whether so uneven a split of differences has at most one chance in a million. */
  private static boolean oneSided(long one, long other) {
    double count = one + other;
    double excess = Math.abs(one - other) / 2.0;
    return count > 0 && 2 * Math.exp(-2 * excess * excess / count) < CHANCE;
  }

  /** How many times as large the larger of two shares is, each with a half added. */
  private static double ratio(long one, long ofOne, long other, long ofOther) {
    double share = (one + 0.5) / (ofOne + 1);
    double otherShare = (other + 0.5) / (ofOther + 1);
    return Math.max(share / otherShare, otherShare / share);
  }

  /**
   * Whether a model says otherwise now than before: by its own reference or, where it has none,
   * that of the model before.
   */
  private boolean shifted(ModelWindow now, ModelWindow former) {
    ModelWindow reference = references.get(now.version());
    if (reference == null || reference.scores().total() < limits.minRows()) {
      reference = references.get(former.version());
    }
    if (reference == null || reference.scores().total() < limits.minRows()) {
      return false;
    }
    long before = reference.scores().total();
    long scored = now.scores().total();
    boolean rate =
        ratio(now.scores().alerts(), scored, reference.scores().alerts(), before)
                > limits.maxAlertRatio()
            && moreThanChance(now.scores().alerts(), scored, reference.scores().alerts(), before);
    return rate
        || ScoreHistogram.stabilityIndex(now.scores(), reference.scores()) > limits.maxPsi();
  }

  /** Whether two shares differ by more than five standard deviations. */
  private static boolean moreThanChance(long one, long ofOne, long other, long ofOther) {
    double together = (one + other + 1.0) / (ofOne + ofOther + 2.0);
    double deviation = Math.sqrt(together * (1 - together) * (1.0 / ofOne + 1.0 / ofOther));
    return Math.abs((double) one / ofOne - (double) other / ofOther) > 5 * deviation;
  }

  /** Takes what a model says outside a guard as what it says at other times; old reports fade. */
  private void refer(ModelWindow model) {
    if (model.scores().total() == 0) {
      return;
    }
    ModelWindow known = references.remove(model.version());
    ModelWindow sum = known == null ? model : known.plus(model);
    if (sum.scores().total() > (long) REFERENCE_WINDOWS * limits.minRows()) {
      ScoreHistogram half = sum.scores().copy();
      half.halve();
      sum = new ModelWindow(sum.version(), 0, 0, 0, 0, 0, 0, half);
    }
    references.put(model.version(), sum);
    if (references.size() > MOST_REFERENCES) {
      references.remove(references.keySet().iterator().next());
    }
  }

  /** What models said at other times, to be restored later. */
  List<ModelWindow> references() {
    return List.copyOf(references.values());
  }

  void restore(Collection<ModelWindow> kept) {
    kept.forEach(model -> references.put(model.version(), model));
  }

  private static String words(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
