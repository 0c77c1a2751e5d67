package io.alcedo.scoring.plan;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.features.FeatureUnion;
import io.alcedo.schema.row.RowLayout;
import java.io.Serializable;
import java.util.List;

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
    return union(List.of()).compile(layout());
  }

  /**
   * Returns the union of the set with others.
   *
   * @param added the texts of the others, in their order
   * @throws IllegalStateException where a text is no feature set, or one that this job cannot
   *     compute, which the reader of rosters rules out
   */
  public FeatureUnion union(List<String> added) {
    try {
      FeatureUnion union = FeatureUnion.of(FeatureSet.parse(yaml, source));
      for (String text : added) {
        union = union.with(FeatureSet.parse(text, "a roster"));
      }
      return union;
    } catch (FeatureSetException e) {
      throw new IllegalStateException("A job has valid feature sets", e);
    }
  }

  /** Returns the entity of this position in a new plan. */
  public EntityPlan compileEntity(int position) {
    return compile().entities().get(position);
  }
}
