package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.schema.row.RowLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The text of a feature set and the declared signals: what a job graph carries so that each task
 * compiles a {@link FeaturePlan} of its own, since a plan has buffers and serves one thread.
 * Immutable and thread-safe.
 *
 * @param yaml the feature set
 * @param source where the text comes from, for messages
 * @param signals the declared signals, which have slots in every row
 */
public record PlanSource(String yaml, String source, List<String> signals) implements Serializable {
  /** Copies the list. */
  public PlanSource {
    signals = List.copyOf(signals);
  }

  /**
   * Reads a feature set.
   *
   * @param shippedNameOrPath a shipped set's name, or the path of a file
   * @param signals signals that rows hold beside those that the set declares
   * @throws FeatureSetException naming all mistakes of the set, or that there is none
   */
  public static PlanSource named(String shippedNameOrPath, Collection<String> signals)
      throws FeatureSetException {
    Set<String> all = new TreeSet<>(signals);
    all.addAll(FeatureSet.named(shippedNameOrPath).signals().keySet());
    return new PlanSource(text(shippedNameOrPath), shippedNameOrPath, List.copyOf(all));
  }

  private static String text(String shippedNameOrPath) {
    try {
      if (!FeatureSet.SHIPPED.contains(shippedNameOrPath)) {
        return Files.readString(Path.of(shippedNameOrPath));
      }
      try (InputStream in = FeatureSet.class.getResourceAsStream(shippedNameOrPath + ".yaml")) {
        return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A feature set that was read can be read again", e);
    }
  }

  /** Returns the layout of the rows that the plan reads. */
  public RowLayout layout() {
    return RowLayout.withSignals(signals);
  }

  /**
   * Returns a new plan, for one thread.
   *
   * @throws IllegalStateException where the text is no feature set, which the start of a job rules
   *     out
   */
  public FeaturePlan compile() {
    try {
      return FeatureSet.parse(yaml, source).compile(layout());
    } catch (FeatureSetException e) {
      throw new IllegalStateException("A job starts with a valid feature set", e);
    }
  }

  /** Returns the entity of this position in a new plan. */
  EntityPlan compileEntity(int position) {
    return compile().entities().get(position);
  }
}
