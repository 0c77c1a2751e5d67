package io.alcedo.features.row;

import io.alcedo.schema.row.RowLayout.Kind;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.TransactionRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The code of a category. With declared codes it is the value's position among them, from 0;
 * without, an enum's ordinal, or the number that a text of decimal digits spells. What has no code
 * is unknown, and so is the enum symbol UNKNOWN unless it is declared. Immutable and thread-safe.
 */
public final class CategoryFeature implements RowFeature {
  private static final String UNKNOWN = "UNKNOWN";
  private static final int MOST_DIGITS = 7; // a float tells every whole number to 16,777,216 apart

  private final int index;
  private final double @Nullable [] codeByOrdinal;
  private final @Nullable Map<String, Double> codeByText;

  /**
   * Creates a category feature.
   *
   * @param slot a slot of kind ENUM or TEXT
   * @param codes the values that have a code, in order; empty for ordinals or digits
   */
  public CategoryFeature(Slot slot, List<String> codes) {
    this.index = slot.index();
    this.codeByOrdinal = slot.kind() == Kind.ENUM ? byOrdinal(slot.symbols(), codes) : null;
    this.codeByText = slot.kind() == Kind.TEXT && !codes.isEmpty() ? byText(codes) : null;
  }

  private static double[] byOrdinal(List<String> symbols, List<String> codes) {
    double[] result = new double[symbols.size()];
    for (int ordinal = 0; ordinal < result.length; ordinal++) {
      String symbol = symbols.get(ordinal);
      int code = codes.isEmpty() && !symbol.equals(UNKNOWN) ? ordinal : codes.indexOf(symbol);
      result[ordinal] = code < 0 ? Double.NaN : code;
    }
    return result;
  }

  private static Map<String, Double> byText(List<String> codes) {
    Map<String, Double> result = new HashMap<>();
    for (int code = 0; code < codes.size(); code++) {
      result.put(codes.get(code), (double) code);
    }
    return result;
  }

  @Override
  public double value(TransactionRow row) {
    if (codeByOrdinal != null) {
      long ordinal = row.number(index);
      return ordinal < 0 || ordinal >= codeByOrdinal.length
          ? Double.NaN
          : codeByOrdinal[(int) ordinal];
    }
    String text = row.text(index);
    if (text == null) {
      return Double.NaN;
    }
    if (codeByText != null) {
      return codeByText.getOrDefault(text, Double.NaN);
    }
    return digits(text);
  }

  private static double digits(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return Double.NaN;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Double.NaN;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
