package io.alcedo.training.dataset.leak;

import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistorySource;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Runs a history again with another future and refuses every feature that notices.
 *
 * <p>History is cut at some transactions, frauds and genuine ones in turn. In each run nothing that
 * was known at the cut transaction's time is changed, and everything else is: later transactions
 * never come, labels reported later say the opposite, later outcomes too, and the cut transaction's
 * own label says the opposite whenever it claims to have been known. Labels that carry the time of
 * their own transaction count as known a day later at the earliest: nobody reports that fast. No
 * vector up to the cut may change by a bit. A feature whose value does, in any row, computes with
 * what was not known then.
 *
 * <p>It sees a leak through anything that the run computes: a window that looks ahead, a total over
 * the whole file, a label applied before it was reported, a label that claims to be known with its
 * own transaction. It does not see a leak that is already in the input, such as a signal that
 * another system filled in later: that needs {@link SeparationCheck}.
 */
public final class FutureCheck {
  /**
   * A way from history to rows, in the order of the history; the same one that made the dataset.
   */
  @FunctionalInterface
  public interface Rows {
    /** Returns the rows of a history in a window. */
    TrainingSet of(Iterator<LabelledTransaction> history, HistoryWindow window) throws IOException;
  }

  /**
   * What was compared.
   *
   * @param cuts at how many transactions history was cut
   * @param comparedRows how many vectors were compared
   * @param changed by feature, how many of its values changed; empty where none did
   */
  public record Result(int cuts, long comparedRows, Map<String, Long> changed) {
    /** Does nothing where no feature noticed. */
    public void refuseLeaks() throws LeakException {
      if (!changed.isEmpty()) {
        throw new LeakException(
            "A feature knows nothing of the future, and these changed with it: "
                + String.join(", ", changed.keySet())
                + ". Values that changed, of "
                + comparedRows
                + " vectors compared: "
                + changed
                + ". A common cause are labels that carry the time of their transaction instead of"
                + " that of their report: state the delay with which they come",
            List.copyOf(changed.keySet()));
      }
    }
  }

  private final HistorySource source;
  private final Rows rows;
  private final TrainingSet expected;
  private final Map<Long, Integer> expectedRows = new HashMap<>();
  private final Map<String, Long> changed = new LinkedHashMap<>();
  private long compared;

  private FutureCheck(HistorySource source, Rows rows, TrainingSet expected) {
    this.source = source;
    this.rows = rows;
    this.expected = expected;
    for (int row = 0; row < expected.size(); row++) {
      expectedRows.put(expected.facts(row).transaction(), row);
    }
  }

  /**
   * Checks the way from history to rows.
   *
   * @param source the history
   * @param expected the rows that came of it
   * @param cuts at how many transactions to cut, above 0; each costs a run up to there
   * @param seed what the choice of transactions starts from
   */
  public static Result of(
      HistorySource source, Rows rows, TrainingSet expected, int cuts, long seed)
      throws IOException {
    if (cuts < 1) {
      throw new IllegalArgumentException("History is cut at least once: cuts=" + cuts);
    }
    FutureCheck check = new FutureCheck(source, rows, expected);
    List<Integer> chosen = chosen(expected, cuts, new Random(seed));
    for (int row : chosen) {
      check.cutAt(row);
    }
    return new Result(chosen.size(), check.compared, check.changed);
  }

  /** Frauds and genuine rows in turn, as far as there are any; the later half of the rows. */
  private static List<Integer> chosen(TrainingSet set, int cuts, Random random) {
    List<Integer> frauds = new ArrayList<>();
    List<Integer> genuine = new ArrayList<>();
    for (int row = set.size() / 2; row < set.size(); row++) {
      (set.fraud(row) ? frauds : genuine).add(row);
    }
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < cuts && !(frauds.isEmpty() && genuine.isEmpty())) {
      boolean fromFrauds = genuine.isEmpty() || (chosen.size() % 2 == 0 && !frauds.isEmpty());
      List<Integer> from = fromFrauds ? frauds : genuine;
      chosen.add(from.remove(random.nextInt(from.size())));
    }
    return chosen;
  }

  private void cutAt(int row) throws IOException {
    long time = expected.eventTime(row);
    HistoryWindow window =
        HistoryWindow.between(
                Instant.ofEpochMilli(expected.eventTime(0)), Instant.ofEpochMilli(time + 1))
            .withMaturity(Duration.ZERO)
            .withProof(GenuineProof.APPROVED);
    Iterator<LabelledTransaction> history = source.open();
    try {
      compare(rows.of(new ChangedFuture(history, expected.facts(row).transaction(), time), window));
    } finally {
      HistorySource.close(history);
    }
  }

  private void compare(TrainingSet actual) {
    List<String> names = expected.featureNames();
    for (int row = 0; row < actual.size(); row++) {
      Integer same = expectedRows.get(actual.facts(row).transaction());
      if (same == null) {
        continue;
      }
      compared++;
      for (int feature = 0; feature < names.size(); feature++) {
        if (Float.floatToIntBits(actual.value(row, feature))
            != Float.floatToIntBits(expected.value(same, feature))) {
          changed.merge(names.get(feature), 1L, Long::sum);
        }
      }
    }
  }
}
