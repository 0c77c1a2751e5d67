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
    try {
      return FeatureSet.parse(yaml, source).compile(layout());
    } catch (FeatureSetException e) {
      throw new IllegalStateException("A job starts with a valid feature set", e);
    }
  }

  /**
   * Returns the union with feature sets that models brought.
   *
   * @param featureSets their texts, in the order in which they came
   * @throws IllegalStateException where they cannot be computed together, which a roster rules out
   */
  public FeatureUnion union(List<String> featureSets) {
    try {
      FeatureUnion union = FeatureUnion.of(FeatureSet.parse(yaml, source));
      for (String text : featureSets) {
        union = union.with(FeatureSet.parse(text, "A model's feature set"));
      }
      return union;
    } catch (FeatureSetException e) {
      throw new IllegalStateException("A roster has valid feature sets", e);
    }
  }

  /** Returns the entity of this position in a new plan. */
  public EntityPlan compileEntity(int position) {
    return compile().entities().get(position);
  }
}
