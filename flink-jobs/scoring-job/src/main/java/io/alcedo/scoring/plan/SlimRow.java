package io.alcedo.scoring.plan;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.util.Collection;

/**
 * Makes absent what no later operator reads of a row, so that it is not carried from hop to hop.
 * What is kept is what the feature set reads and what the records about a decision hold. Immutable
 * and thread-safe.
 */
public final class SlimRow {
  private final int[] numbers;
  private final int[] reals;
  private final int[] texts;

  /**
   * Creates the reduction of rows of the plan's layout.
   *
   * @param plan the feature set
   * @param others the names of the slots that are read beside those of the feature set
   */
  public SlimRow(FeaturePlan plan, Collection<String> others) {
    numbers = unread(plan, others, RowLayout.Kind.LONG, RowLayout.Kind.ENUM);
    reals = unread(plan, others, RowLayout.Kind.DOUBLE, RowLayout.Kind.DOUBLE);
    texts = unread(plan, others, RowLayout.Kind.TEXT, RowLayout.Kind.TEXT);
  }

  private static int[] unread(
      FeaturePlan plan, Collection<String> others, RowLayout.Kind one, RowLayout.Kind another) {
    return plan.layout().slots().stream()
        .filter(slot -> slot.kind() == one || slot.kind() == another)
        .filter(slot -> !plan.slots().contains(slot) && !others.contains(slot.name()))
        .mapToInt(RowLayout.Slot::index)
        .toArray();
  }

  /** Makes absent what is not read. */
  public void reduce(TransactionRow row) {
    for (int index : numbers) {
      row.setNumber(index, TransactionRow.ABSENT);
    }
    for (int index : reals) {
      row.setReal(index, Double.NaN);
    }
    for (int index : texts) {
      row.setText(index, null);
    }
  }
}
