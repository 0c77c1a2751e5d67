package io.alcedo.local;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is given past transactions to learn from. */
public class LabelledHistoryOptions extends HistoryOptions {
  @Option(
      names = "--delay-days",
      paramLabel = "N",
      description =
          "How long after its transaction every label became known (default: each label's own time).")
  private @Nullable Integer delayDays;

  /** Returns the delay of every verdict, null where each one's own time counts. */
  public final @Nullable Duration labelDelay() {
    return delayDays == null ? null : Duration.ofDays(delayDays);
  }

  /** Notes what is wrong with the values. */
  public final void check(Problems problems) {
    problems.transactions(file(), mapping());
    problems.unless(
        delayDays == null || delayDays >= 0, "--delay-days is 0 or more: value=" + delayDays);
  }
}
