package io.alcedo.training.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to replace a champion by a challenger. Immutable.
 *
 * @param id what the attempt is known by, such as the id of the training run
 * @param champion the version to replace
 * @param challenger the version to replace it with
 * @param level the probability of error that the attempt may spend
 * @param looks the looks taken, in their order
 * @param verdict PROMOTE or HOLD once the attempt is over, null before
 */
public record GateAttempt(
    String id,
    String champion,
    String challenger,
    double level,
    List<GateLook> looks,
    @Nullable GateVerdict verdict) {
  /** Checks the level and copies the looks. */
  public GateAttempt {
    if (!(level > 0 && level < 1) || verdict == GateVerdict.WAIT) {
      throw new IllegalArgumentException(
          "An attempt has a level between 0 and 1, and waits without a verdict: level="
              + level
              + ", verdict="
              + verdict);
    }
    looks = List.copyOf(looks);
  }

  /** Tells whether no verdict has been given yet. */
  public boolean open() {
    return verdict == null;
  }

  /** Returns the share of the labels that had come at the last look, 0 before the first. */
  double lastFraction() {
    return looks.isEmpty() ? 0 : looks.get(looks.size() - 1).fraction();
  }

  /** Returns what a look may spend when so large a share of the labels has come. */
  double available(double fraction) {
    double spent = looks.stream().mapToDouble(GateLook::spent).sum();
    return Math.max(0, Spending.freed(level, fraction) - spent);
  }

  /** Returns this attempt after another look. */
  GateAttempt looked(GateLook look, GateVerdict said) {
    List<GateLook> more = new ArrayList<>(looks);
    more.add(look);
    return new GateAttempt(
        id, champion, challenger, level, more, said == GateVerdict.WAIT ? null : said);
  }

  /** Returns this attempt given up, having spent what it spent. */
  GateAttempt abandoned() {
    return new GateAttempt(id, champion, challenger, level, looks, GateVerdict.HOLD);
  }
}
