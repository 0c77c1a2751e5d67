package io.alcedo.training.dataset;

import java.util.Locale;

/**
 * A reason for which a transaction does not become a row. Each transaction is counted under the
 * first one that holds, in the order of the constants; the others become rows. Names stand in
 * datasets: append, and rename none.
 */
public enum CleaningRule {
  /** The job would refuse it at ingest. */
  REFUSED("the job's ingest would refuse it"),
  /** Its id was there before with the same content. */
  DUPLICATE("its id was there before, with the same content; the first counts"),
  /** Its id was there before with other content. */
  CONTRADICTION("its id was there before, with other content; the first counts"),
  /** Its label claims to have been known before it happened. */
  LABEL_BEFORE_EVENT("its label claims to have been known before it happened"),
  /** Its event time is outside the window; it fills profiles only. */
  OUTSIDE_WINDOW("its event time is outside the window; it fills profiles only"),
  /** Its vector was made by another feature set. */
  OTHER_FEATURE_SET("its vector was made by another feature set"),
  /** Its vector has another length than the feature set. */
  VECTOR_LENGTH("its vector has not one value for each feature"),
  /** Its vector was made so long after it that it may know what came of it. */
  SCORED_LATE("its vector was made long after it, and may know what came of it"),
  /** Its vector was made when its label was already known. */
  SCORED_AFTER_LABEL("its vector was made when a verdict on it was already known"),
  /** Its propensity is none. */
  BAD_PROPENSITY("its propensity is not above 0 and at most 1"),
  /** It was declined, and the control share stands for its like. */
  CONTROL_STANDS_IN("it was declined, and the control share, weighted up, stands for its like"),
  /** Its verdict came after labels were known, and it did not count as genuine until then. */
  LABEL_TOO_LATE("its verdict came after the moment by which labels are known"),
  /** It has no verdict and nothing is known of what became of it. */
  NO_OUTCOME("it has no verdict, and what became of it is not known"),
  /** It has no verdict and was declined. */
  DECLINED("it has no verdict, and was declined"),
  /** It has no verdict and was abandoned. */
  ABANDONED("it has no verdict, and was abandoned"),
  /** It has no verdict and was reversed. */
  REVERSED("it has no verdict, and was reversed"),
  /** It has no verdict and was approved, but not settled. */
  NOT_SETTLED("it has no verdict, and was approved but not settled"),
  /** It has no verdict, was approved and settled, and is too young to be held genuine. */
  IMMATURE("it has no verdict, and is younger than the maturity"),
  /** A verdict came, and no vector. */
  MISSING_VECTOR("a verdict came for it, and no vector is there"),
  /** Its vector lacks a feature that rows must have; else it would be one. */
  LACKS_FEATURES("its vector lacks a feature that rows must have; else it would be one");

  private final String meaning;

  CleaningRule(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the name by which files and people know it, such as {@code label-too-late}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what holds of a transaction under this rule. */
  public String meaning() {
    return meaning;
  }

  /** Tells whether it leaves out a transaction because there is no verdict on it. */
  public boolean unlabelled() {
    return switch (this) {
      case NO_OUTCOME, DECLINED, ABANDONED, REVERSED, NOT_SETTLED, IMMATURE -> true;
      default -> false;
    };
  }
}
