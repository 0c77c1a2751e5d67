package io.alcedo.local.inspect;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.Money;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A decision laid out for a person: what, why, by which model, from which features. */
final class Explanation {
  private final RiskEvent event;
  private final FeaturePlan plan;

  private Explanation(RiskEvent event, FeaturePlan plan) {
    this.event = event;
    this.plan = plan;
  }

  static Explanation of(RiskEvent event, String featureSet) {
    return new Explanation(event, FeaturePlans.named(featureSet));
  }

  void print(@Nullable ScoredFeatures features, PrintWriter out) {
    out.printf("Transaction  %s (tenant %s)%n", event.getTransactionId(), event.getTenant());
    out.printf("Time         %s%n", event.getEventTime());
    out.printf("Card         %s%n", event.getCardToken());
    out.printf("Amount       %s%n", Money.text(event.getAmountMinor(), event.getCurrency()));
    out.printf("Merchant     %s at %s%n", text(event.getMerchantId()), text(event.getTerminalId()));
    printDecision(out);
    printReasons(out);
    if (features == null) {
      out.println("Features     not on the topic (any more)");
    } else if (!features.getFeatureSetHash().equals(plan.hash())) {
      out.printf(
          "Features     made by another feature set than --feature-set names: %s, here %s%n",
          features.getFeatureSetHash(), plan.hash());
    } else {
      printFeatures(features.getVector(), out);
    }
  }

  private void printDecision(PrintWriter out) {
    Double score = event.getScore();
    out.printf(
        "Decision     %s by %s, score %s (review from %s, decline from %s), degradation %s%n",
        event.getDecision(),
        event.getDecisionSource(),
        score == null ? "none" : String.format(Locale.ROOT, "%.4f", score),
        number(event.getReviewThreshold()),
        number(event.getDeclineThreshold()),
        event.getDegradation());
    out.printf(
        "Model        %s %s, policy %s%n",
        text(event.getModelName()), text(event.getModelVersion()), event.getPolicyVersion());
  }

  private void printReasons(PrintWriter out) {
    if (event.getReasonsSkipped()) {
      out.println("Reasons      left out under pressure");
      return;
    }
    for (Reason reason : event.getReasons()) {
      out.printf(
          Locale.ROOT,
          "Reason       %s: %s is %s, typically %s (log-odds %+.2f)%n",
          plan.familyText(reason.getFamily()),
          text(reason.getFeature()),
          number(reason.getValue()),
          number(reason.getTypicalValue()),
          reason.getContribution());
    }
  }

  private void printFeatures(List<Float> vector, PrintWriter out) {
    out.println("Features");
    for (int i = 0; i < vector.size(); i++) {
      float value = vector.get(i);
      out.printf(
          "  %-36s %-14s %s%n",
          plan.names().get(i),
          plan.families().get(i),
          Float.isNaN(value) ? "unknown" : decimal(value));
    }
  }

  private static String number(@Nullable Double value) {
    return value == null || value.isNaN() ? "unknown" : decimal(value);
  }

  private static String decimal(double value) {
    return Math.abs(value) >= 1e7
        ? String.format(Locale.ROOT, "%.4g", value)
        : new java.math.BigDecimal(value)
            .setScale(4, java.math.RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
  }

  private static String text(@Nullable String value) {
    return value == null ? "none" : value;
  }
}
