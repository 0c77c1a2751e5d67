package io.alcedo.local.demo;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.Money;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An alert in words that a person understands. Stateless. */
public final class AlertText {
  private static final int MOST_REASONS = 2;

  private final FeaturePlan plan;

  /**
   * Creates the text maker.
   *
   * @param plan the feature set, which has words for the families of features
   */
  public AlertText(FeaturePlan plan) {
    this.plan = plan;
  }

  /** Returns what was decided, how much, where, by which card and how sure. */
  public static String what(RiskEvent alert) {
    Double score = alert.getScore();
    String card = alert.getCardToken();
    return String.format(
        Locale.ROOT,
        "%-7s %13s at %-6s card ..%s  score %s",
        alert.getDecision(),
        Money.text(alert.getAmountMinor(), alert.getCurrency()),
        alert.getMerchantId(),
        card.substring(Math.max(0, card.length() - 6)),
        score == null ? "none" : String.format(Locale.ROOT, "%.2f", score));
  }

  /** Returns the main reasons, the strongest first. */
  public List<String> why(RiskEvent alert) {
    if (alert.getReasonsSkipped()) {
      return List.of("(reasons left out under pressure)");
    }
    return alert.getReasons().stream()
        .filter(reason -> reason.getContribution() > 0)
        .limit(MOST_REASONS)
        .map(this::reason)
        .toList();
  }

  private String reason(Reason reason) {
    return plan.familyText(reason.getFamily())
        + " ("
        + reason.getFeature()
        + " "
        + number(reason.getValue())
        + ", usually "
        + number(reason.getTypicalValue())
        + ")";
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isNaN() ? "unknown" : String.format(Locale.ROOT, "%.4g", value);
  }
}
