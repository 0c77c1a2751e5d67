package io.alcedo.training.evaluation.report;

import io.alcedo.training.evaluation.PairedComparison;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says beside the figures.
 *
 * @param title what was judged
 * @param facts what a reader must know of it, such as model, windows and label delay, in order
 * @param reasons why the model alerts, null where that was not looked at
 * @param comparisons other models on the same rows, each against the one judged
 */
public record ReportContext(
    String title, List<Fact> facts, @Nullable ReasonMeans reasons, List<Comparison> comparisons) {
  /** Copies the lists. */
  public ReportContext {
    facts = List.copyOf(facts);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Something to know.
   *
   * @param key its key in JSON
   * @param name its name to show
   * @param value what it is
   */
  public record Fact(String key, String name, String value) {}

  /**
   * Another model beside the one judged.
   *
   * @param name which it is
   * @param paired the other model as champion, the one judged as challenger
   */
  public record Comparison(String name, PairedComparison paired) {}

  /** Returns a context of title and facts alone. */
  public static ReportContext of(String title, List<Fact> facts) {
    return new ReportContext(title, facts, null, List.of());
  }

  /** Returns this context with the reasons of alerts. */
  public ReportContext withReasons(ReasonMeans means) {
    return new ReportContext(title, facts, means, comparisons);
  }

  /** Returns this context with other models to compare with. */
  public ReportContext withComparisons(List<Comparison> others) {
    return new ReportContext(title, facts, reasons, others);
  }
}
