package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.RosterEvent;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.plan.HeardSets;
import io.alcedo.scoring.plan.KnownFeatures;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The hop of one entity in a job whose models change: does with events what {@link EntityProfiles}
 * says, by the feature sets of the rosters that it has met. A roster that brings a set takes effect
 * between two events. The last hop hands every roster on, at its place among the events, so that
 * what scores behind it knows all that their vectors hold.
 *
 * <p>Profiles lie where those of a {@link ProfileHop} do.
 */
public final class RosterHop
    extends KeyedCoProcessFunction<String, ScoringEvent, Tuple2<String, Roster>, ScoringEvent>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final int position;
  private final Duration slack;
  private final KeySide side;
  private final boolean last;
  private final Roster first;

  private transient @Nullable RosterState state;
  private transient @Nullable KnownFeatures known;
  private transient @Nullable EntityProfiles profiles;
  private transient @Nullable HeardSets heard;

  /**
   * Creates the hop of the entity of this position in the plan.
   *
   * @param slack how long a profile outlives the longest window of its entity, for events that come
   *     late
   * @param last whether it is the last one
   * @param first what is followed until another roster comes
   */
  public RosterHop(PlanSource source, int position, Duration slack, boolean last, Roster first) {
    this(source, position, slack, KeySide.ALL, last, first);
  }

  /**
   * Creates an entity's hop on one side of a takeover.
   *
   * @param side which events it takes, and how
   */
  public RosterHop(
      PlanSource source, int position, Duration slack, KeySide side, boolean last, Roster first) {
    this.source = source;
    this.position = position;
    this.slack = slack;
    this.side = side;
    this.last = last;
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
    KnownFeatures features = known();
    heard = HeardSets.hold(getRuntimeContext().getJobInfo().getJobId());
    heard.hear(features.sets());
    profiles = new EntityProfiles(features, position, slack, side, getRuntimeContext());
  }

  @Override
  public void processElement1(ScoringEvent event, Context context, Collector<ScoringEvent> out)
      throws IOException {
    profiles().take(event, context.getCurrentKey(), context.timerService().currentProcessingTime());
    out.collect(event);
  }

  @Override
  public void processElement2(
      Tuple2<String, Roster> copy, Context context, Collector<ScoringEvent> out) {
    Roster roster = copy.f1;
    if (!state().follow(roster)) {
      return;
    }
    if (known().learn(roster.featureSets())) {
      profiles().follow();
      if (heard != null) {
        heard.hear(roster.featureSets());
      }
    }
    if (last) {
      out.collect(new RosterEvent(roster));
    }
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
      throw new IllegalStateException("A hop's roster is there before it is used");
    }
    return present;
  }

  private KnownFeatures known() {
    KnownFeatures present = known;
    if (present == null) {
      throw new IllegalStateException("A hop's state is there before it is used");
    }
    return present;
  }

  private EntityProfiles profiles() {
    EntityProfiles present = profiles;
    if (present == null) {
      throw new IllegalStateException("A hop is opened before it is used");
    }
    return present;
  }
}
