package io.alcedo.features.row;

import io.alcedo.schema.row.RowLayout.Kind;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.TransactionRow;

/**
 * A number of the transaction: a numeric slot as it is, or the amount in whole units of the base
 * currency; or ln(1 + x) of either, unknown for x of -1 or less. Immutable and thread-safe.
 */
public final class NumberFeature implements RowFeature {
  private final boolean real;
  private final int index;
  private final double divisor;
  private final boolean logarithm;

  private NumberFeature(boolean real, int index, double divisor, boolean logarithm) {
    this.real = real;
    this.index = index;
    this.divisor = divisor;
    this.logarithm = logarithm;
  }

  /** Returns the feature that takes a LONG or DOUBLE slot. */
  public static NumberFeature slot(Slot slot, boolean logarithm) {
    return new NumberFeature(slot.kind() == Kind.DOUBLE, slot.index(), 1, logarithm);
  }

  /** Returns the feature that takes the base amount, in units of so many decimal digits. */
  public static NumberFeature baseAmount(int digits, boolean logarithm) {
    return new NumberFeature(
        false, TransactionRow.BASE_AMOUNT_MINOR, Math.pow(10, digits), logarithm);
  }

  @Override
  public double value(TransactionRow row) {
    double number = number(row);
    if (!logarithm) {
      return number;
    }
    return number > -1 ? Math.log1p(number) : Double.NaN;
  }

  private double number(TransactionRow row) {
    if (real) {
      return row.real(index);
    }
    long number = row.number(index);
    return number == TransactionRow.ABSENT ? Double.NaN : number / divisor;
  }
}
