package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.plan.HeardSets;
import io.alcedo.scoring.plan.KnownFeatures;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the place of the hops in a job whose feature set has no entities and whose models
 * change: gives transactions their vectors by the feature sets of the rosters that it has met, and
 * hands these on at their places among the transactions.
 */
public final class RosterVectors
    extends KeyedCoProcessFunction<String, ScoringEvent, Tuple2<String, Roster>, ScoringEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final Roster first;
  private transient @Nullable RosterState state;
  private transient @Nullable KnownFeatures known;
  private transient @Nullable HeardSets heard;

  /**
   * Creates the function for this feature set.
   *
   * @param first what is followed until another roster comes
   */
  public RosterVectors(PlanSource source, Roster first) {
    this.source = source;
    this.first = first;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state = RosterState.open(context.getOperatorStateStore(), first);
    known = new KnownFeatures(source);
    known.learn(state.followed().featureSets());
  }

  @Override
  public void open(OpenContext context) {
    heard = HeardSets.hold(getRuntimeContext().getJobInfo().getJobId());
    heard.hear(known().sets());
  }

  @Override
  public void processElement1(ScoringEvent event, Context context, Collector<ScoringEvent> out) {
    Vectors.pass(event, known(), out);
  }

  @Override
  public void processElement2(
      Tuple2<String, Roster> copy, Context context, Collector<ScoringEvent> out) {
    Roster roster = copy.f1;
    if (!state().follow(roster)) {
      return;
    }
    if (known().learn(roster.featureSets()) && heard != null) {
      heard.hear(roster.featureSets());
    }
    out.collect(new RosterEvent(roster));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state().snapshot();
  }

  @Override
  public void close() {
    if (heard != null) {
      heard.close();
      heard = null;
    }
  }

  private RosterState state() {
    RosterState present = state;
    if (present == null) {
      throw new IllegalStateException("The roster is there before it is used");
    }
    return present;
  }

  private KnownFeatures known() {
    KnownFeatures present = known;
    if (present == null) {
      throw new IllegalStateException("What is known is there before it is used");
    }
    return present;
  }
}
