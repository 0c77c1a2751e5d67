package io.alcedo.features;

import io.alcedo.schema.row.RowLayout;
import java.util.List;
import java.util.Map;

/** A feature set as its YAML file states it, checked. Immutable and thread-safe. */
public final class FeatureSet {
  private final String name;

  private FeatureSet(String name) {
    this.name = name;
  }

  /**
   * Reads a feature set.
   *
   * @param yaml the text of the file
   * @param source the file's name, for messages
   * @throws FeatureSetException naming all mistakes at once, where there are any
   */
  public static FeatureSet parse(String yaml, String source) throws FeatureSetException {
    throw new FeatureSetException(
        source, List.of(new FeatureSetException.Problem(0, "The language is still being built")));
  }

  /**
   * Returns a shipped feature set ({@code card-payments}, {@code handbook}), or reads the file of
   * this path.
   *
   * @throws FeatureSetException where there is no such set or file, or it has mistakes
   */
  public static FeatureSet named(String shippedNameOrPath) throws FeatureSetException {
    return parse("", shippedNameOrPath);
  }

  /** Returns the set's name. */
  public String name() {
    return name;
  }

  /** Returns the declared signals: name to privacy class. */
  public Map<String, String> signals() {
    return Map.of();
  }

  /** Returns the row layout that has a slot for each declared signal. */
  public RowLayout layout() {
    return RowLayout.withSignals(signals().keySet());
  }

  /**
   * Compiles the set for rows of a layout.
   *
   * @throws IllegalArgumentException where the layout lacks a slot that the set reads
   */
  public FeaturePlan compile(RowLayout layout) {
    return new FeaturePlan(name, layout, List.of(), List.of(), List.of(), Map.of(), "");
  }
}
