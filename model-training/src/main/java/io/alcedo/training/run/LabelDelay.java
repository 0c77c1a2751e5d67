package io.alcedo.training.run;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in the words of a run's record when labels were known. Stateless. */
public final class LabelDelay {
  private LabelDelay() {}

  /**
   * Returns words such as {@code 7 days, maturity 30 days, genuine when settled}.
   *
   * @param delay the time from every transaction to its label, null where each label states its own
   * @param maturity how old a transaction without a label is before it can count as genuine
   * @param genuineWhen what its outcome must show then, in any case
   */
  public static String words(@Nullable Duration delay, Duration maturity, String genuineWhen) {
    return (delay == null ? "stated" : words(delay))
        + ", maturity "
        + words(maturity)
        + ", genuine when "
        + genuineWhen.toLowerCase(Locale.ROOT);
  }

  /** Returns whole days in words, and any other time in ISO 8601. */
  private static String words(Duration time) {
    return time.equals(Duration.ofDays(time.toDays())) ? time.toDays() + " days" : time.toString();
  }
}
