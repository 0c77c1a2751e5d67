package io.alcedo.training.evaluation.report;

import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.evaluation.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as a reader expects them: shares in per cent, areas and means with three digits. */
final class FigureText {
  static final String NONE = "–";

  private FigureText() {}

  static String value(Figure figure, double value) {
    return Double.isFinite(value) ? finite(figure, value) : NONE;
  }

  static String interval(Figure figure, @Nullable Interval interval) {
    return interval == null
        ? NONE
        : finite(figure, interval.low()) + " to " + finite(figure, interval.high());
  }

  /** A difference, with its sign. */
  static String difference(Figure figure, double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text = finite(figure, Math.abs(value));
    return (value < 0 ? "−" : "+") + text;
  }

  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    double percent = share * 100;
    boolean small = percent != 0 && Math.abs(percent) < 1;
    return String.format(Locale.ROOT, small ? "%.3f %%" : "%.1f %%", percent);
  }

  /** A share that someone chose, without more digits than were chosen. */
  static String round(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  static String amount(double minor, int digits) {
    BigDecimal amount =
        BigDecimal.valueOf(minor).movePointLeft(digits).setScale(digits, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + digits + "f", amount);
  }

  private static String finite(Figure figure, double value) {
    return switch (figure) {
      case AUC, AVERAGE_PRECISION, CARD_PRECISION, F1 -> String.format(Locale.ROOT, "%.3f", value);
      case LOG_LOSS -> String.format(Locale.ROOT, "%.4f", value);
      case GENUINE_PER_FRAUD -> String.format(Locale.ROOT, "%.2f", value);
      default -> percent(value);
    };
  }
}
