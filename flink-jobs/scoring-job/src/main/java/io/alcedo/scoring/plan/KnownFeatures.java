package io.alcedo.scoring.plan;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureUnion;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features that one operator knows by now: those of the job's own set, and of the sets that
 * rosters brought to it. Owned by one thread.
 */
public final class KnownFeatures {
  private final PlanSource source;
  private final int own;
  private List<String> sets = List.of();
  private FeaturePlan plan;

  /** Knows the job's own set. */
  public KnownFeatures(PlanSource source) {
    this.source = source;
    this.plan = source.compile();
    this.own = plan.size();
  }

  /** Returns what computes all that is known; another one after each set that was learnt. */
  public FeaturePlan plan() {
    return plan;
  }

  /** Returns the texts of the sets beyond the job's own, in the order in which they came. */
  public List<String> sets() {
    return sets;
  }

  /**
   * Learns the sets of a roster, and returns whether there were new ones among them.
   *
   * @param all the texts of all sets beyond the job's own, those known before first
   * @throws IllegalArgumentException where it is another list than the one known
   */
  public boolean learn(List<String> all) {
    int common = Math.min(all.size(), sets.size());
    if (!all.subList(0, common).equals(sets.subList(0, common))) {
      throw new IllegalArgumentException(
          "The feature sets of a job only ever grow in number: known=%d, said=%d"
              .formatted(sets.size(), all.size()));
    }
    if (all.size() <= sets.size()) {
      return false;
    }
    FeatureUnion union = source.union(all);
    sets = List.copyOf(all);
    plan = union.compile(source.layout());
    return true;
  }

  /**
   * Returns the vector of a transaction with a place for each known feature, after giving it one
   * where it has none yet and needs one: a live one does, and history does where profiles remember
   * something of it. Of what operators before knew and this one does not, and the other way round,
   * the transaction then says that it does not count.
   */
  public float @Nullable [] started(TransactionEvent event) {
    float[] vector = event.vector();
    if (vector == null) {
      if (event.history() && !plan.readsVectors()) {
        return null;
      }
      vector = plan.newVector();
      plan.rowFeatures(event.row(), vector);
      event.setVector(vector);
    } else if (vector.length < plan.size()) {
      vector = grown(vector);
      event.setVector(vector);
    }
    event.plan(Math.max(own, Math.min(event.plannedFeatures(), plan.size())));
    return vector;
  }

  private float[] grown(float[] vector) {
    float[] grown = Arrays.copyOf(vector, plan.size());
    Arrays.fill(grown, vector.length, grown.length, Float.NaN);
    return grown;
  }
}
