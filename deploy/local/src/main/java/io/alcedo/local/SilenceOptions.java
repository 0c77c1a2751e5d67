package io.alcedo.local;

import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when a transaction without a verdict counts as genuine. */
public final class SilenceOptions {
  @Option(
      names = "--maturity-days",
      paramLabel = "N",
      description =
          "How old a transaction without a verdict is before it can count as genuine (default: 30).")
  private @Nullable Long maturityDays;

  @Option(
      names = "--genuine-when",
      paramLabel = "OUTCOME",
      description =
          "What its outcome must show then: ${COMPLETION-CANDIDATES} (default: settled for"
              + " 'dataset build', approved for 'train').")
  private @Nullable GenuineProof proof;

  /** Tells whether any of them was given. */
  public boolean given() {
    return maturityDays != null || proof != null;
  }

  /** Notes what is wrong with the values. */
  public void check(Problems problems) {
    problems.unless(
        maturityDays == null || maturityDays >= 0,
        "--maturity-days is 0 or more: value=" + maturityDays);
  }

  /**
   * Returns a window to which they are applied.
   *
   * @param standard what an outcome must show where nothing else is said
   */
  public HistoryWindow in(HistoryWindow window, GenuineProof standard) {
    HistoryWindow proven = window.withProof(proof == null ? standard : proof);
    return maturityDays == null ? proven : proven.withMaturity(Duration.ofDays(maturityDays));
  }
}
