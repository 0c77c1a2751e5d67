package io.alcedo.scoring.decision;

import io.alcedo.model.Contribution;
import io.alcedo.model.Explanation;
import io.alcedo.schema.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns a model's explanation into the reasons of an event: the families that moved the score
 * towards fraud, largest first, with a code for machines and a text for people. Thread-safe where
 * the texts are.
 */
public final class Reasons {
  /** The most reasons of one decision. */
  public static final int MOST = 5;

  private final UnaryOperator<String> familyText;

  /** The codes of the families seen so far: a plan has few. */
  private final Map<String, String> codes = new ConcurrentHashMap<>();

  /**
   * Creates the maker of reasons.
   *
   * @param familyText gives what a person reads when a family is a reason
   */
  public Reasons(UnaryOperator<String> familyText) {
    this.familyText = familyText;
  }

  /** Returns the reasons of an explanation; none where there is no explanation. */
  public List<Reason> of(@Nullable Explanation explanation) {
    if (explanation == null) {
      return List.of();
    }
    List<Reason> reasons = new ArrayList<>();
    for (Contribution contribution : explanation.contributions()) {
      if (reasons.size() < MOST && contribution.contribution() > 0) {
        reasons.add(reason(contribution));
      }
    }
    return reasons;
  }

  /** Returns the code of a family: its name in capitals, with underscores for other characters. */
  public static String code(String family) {
    return family.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  private Reason reason(Contribution contribution) {
    String family = contribution.family();
    Reason.Builder reason =
        Reason.newBuilder()
            .setCode(codes.computeIfAbsent(family, Reasons::code))
            .setFamily(family)
            .setText(familyText.apply(family))
            .setFeature(contribution.topFeature())
            .setContribution((double) contribution.contribution());
    if (!Float.isNaN(contribution.value())) {
      reason.setValue((double) contribution.value());
    }
    if (!Float.isNaN(contribution.typicalValue())) {
      reason.setTypicalValue((double) contribution.typicalValue());
    }
    return reason.build();
  }
}
