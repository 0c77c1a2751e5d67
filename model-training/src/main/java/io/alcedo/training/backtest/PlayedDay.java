package io.alcedo.training.backtest;

import io.alcedo.schema.row.TransactionRow;
import io.alcedo.training.dataset.TrainingSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * One day of a {@link DeclineLoop}, over: its rows, and by their positions what became of them.
 *
 * @param rows all transactions of the day, in the order of time
 * @param unknown those of which no label ever tells what they were
 * @param silent those that are genuine by nobody's verdict, once they are mature
 * @param declined those that were blocked
 * @param controls those that were let through though they were to be blocked
 * @param scores the score of each row; empty where no model was there yet
 */
record PlayedDay(
    TrainingSet rows,
    BitSet unknown,
    BitSet silent,
    BitSet declined,
    BitSet controls,
    float[] scores) {

  /** Returns a day on which no model scored. */
  static PlayedDay unscored(TrainingSet rows, BitSet unknown, BitSet silent) {
    return new PlayedDay(rows, unknown, silent, new BitSet(), new BitSet(), new float[0]);
  }

  /**
   * Returns a day whose highest scores are declined, but for controls; of equal scores the earlier.
   *
   * @param most how many are declined or let through as controls
   */
  static PlayedDay scored(
      TrainingSet rows,
      BitSet unknown,
      BitSet silent,
      float[] scores,
      int most,
      LongPredicate control) {
    BitSet declined = new BitSet();
    BitSet controls = new BitSet();
    IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[b], scores[a]))
        .limit(most)
        .forEach(
            row -> (control.test(rows.facts(row).transaction()) ? controls : declined).set(row));
    return new PlayedDay(rows, unknown, silent, declined, controls, scores);
  }

  /** Tells whether it is known what a row was, in a history that ends at a time. */
  boolean truthKnown(int row, long end) {
    return !unknown.get(row) && (!silent.get(row) || rows.labelKnownAt(row) <= end);
  }

  /** Copies the rows that a test holds for. */
  void copy(TrainingSet.Builder target, IntPredicate taken, float controlWeight) {
    float[] vector = new float[rows.featureCount()];
    for (int row = 0; row < rows.size(); row++) {
      if (taken.test(row)) {
        rows.copyVector(row, vector, 0);
        target.add(
            vector,
            rows.fraud(row),
            rows.eventTime(row),
            rows.labelKnownAt(row),
            controls.get(row) ? controlWeight : 1,
            rows.facts(row));
      }
    }
  }

  /** Returns those of the day's transactions that were declined. */
  List<TransactionRow> declinedOf(List<TransactionRow> transactions) {
    List<TransactionRow> blocked = new ArrayList<>();
    declined.stream().forEach(row -> blocked.add(transactions.get(row)));
    return blocked;
  }
}
