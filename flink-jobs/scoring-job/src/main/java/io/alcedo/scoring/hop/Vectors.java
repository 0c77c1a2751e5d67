package io.alcedo.scoring.hop;

import io.alcedo.features.FeaturePlan;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.PlanSource;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the last hop: lets live transactions through with their whole vectors, and
 * ends the way of history, labels and outcomes, whose work is done.
 */
public final class Vectors extends ProcessFunction<ScoringEvent, ScoringEvent> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private transient @Nullable FeaturePlan plan;

  /** Creates the function for this feature set. */
  public Vectors(PlanSource source) {
    this.source = source;
  }

  @Override
  public void open(OpenContext context) {
    plan = source.compile();
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out) {
    if (event instanceof TransactionEvent transaction && plan != null) {
      // A feature set without entities has no hop that would have started the vector.
      if (started(transaction, plan) != null && !transaction.history()) {
        out.collect(transaction);
      }
    }
  }

  /**
   * Returns the vector of a transaction, after giving it one where it has none yet and needs one: a
   * live one does, and history does where profiles remember something of it.
   */
  static float @Nullable [] started(TransactionEvent event, FeaturePlan plan) {
    float[] vector = event.vector();
    if (vector == null && (!event.history() || plan.readsVectors())) {
      vector = plan.newVector();
      plan.rowFeatures(event.row(), vector);
      event.setVector(vector);
    }
    return vector;
  }
}
