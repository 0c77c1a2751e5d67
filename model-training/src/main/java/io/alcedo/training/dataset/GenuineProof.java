package io.alcedo.training.dataset;

import io.alcedo.schema.OutcomeAction;
import org.jspecify.annotations.Nullable;

/** What an outcome must show before a mature transaction without a verdict counts as genuine. */
public enum GenuineProof {
  /** It was approved or settled: for platforms whose outcomes end with the approval. */
  APPROVED,
  /** It was settled, which only what was approved can be. */
  SETTLED;

  /**
   * Returns the rule by which this outcome leaves a transaction without a verdict out, null where
   * it counts as genuine once it is mature.
   */
  public @Nullable CleaningRule refusal(@Nullable OutcomeAction action) {
    if (action == null) {
      return CleaningRule.NO_OUTCOME;
    }
    return switch (action) {
      case SETTLED -> null;
      case APPROVED -> this == APPROVED ? null : CleaningRule.NOT_SETTLED;
      case DECLINED_BY_ISSUER, DECLINED_BY_POLICY -> CleaningRule.DECLINED;
      case ABANDONED -> CleaningRule.ABANDONED;
      case REVERSED -> CleaningRule.REVERSED;
      case UNKNOWN -> CleaningRule.NO_OUTCOME;
    };
  }
}
