package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.plan.KnownFeatures;
import io.alcedo.scoring.plan.PlanSource;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the last hop: lets live transactions through with their whole vectors, and
 * rosters at their places among them; ends the way of history, labels and outcomes, whose work is
 * done.
 */
public final class Vectors extends ProcessFunction<ScoringEvent, ScoringEvent> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private transient @Nullable KnownFeatures known;

  /** Creates the function for this feature set. */
  public Vectors(PlanSource source) {
    this.source = source;
  }

  @Override
  public void open(OpenContext context) {
    known = new KnownFeatures(source);
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out) {
    if (known != null) {
      pass(event, known, out);
    }
  }

  static void pass(ScoringEvent event, KnownFeatures known, Collector<ScoringEvent> out) {
    if (event instanceof TransactionEvent transaction) {
      if (!transaction.history()) {
        if (transaction.vector() == null) {
          // A feature set without entities has no hop that would have started the vector.
          known.started(transaction);
        }
        out.collect(transaction);
      }
    } else if (event instanceof RosterEvent) {
      out.collect(event);
    }
  }
}
