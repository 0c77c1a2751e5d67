package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.plan.KnownFeatures;
import io.alcedo.scoring.plan.PlanSource;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The operator of one entity of the feature set, in a run that no roster reaches: holds one profile
 * a key and does with events what {@link EntityProfiles} says. The first hop that a live
 * transaction meets gives it its vector and the features of its row.
 *
 * <p>Its state is found again by the operator's id, which is made of the entity's name: {@link
 * HopChain}.
 */
public final class ProfileHop extends KeyedProcessFunction<String, ScoringEvent, ScoringEvent> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final int position;
  private final Duration slack;
  private final KeySide side;

  private transient @Nullable EntityProfiles profiles;

  /**
   * Creates the hop of the entity of this position in the plan.
   *
   * @param slack how long a profile outlives the longest window of its entity, for events that come
   *     late
   */
  public ProfileHop(PlanSource source, int position, Duration slack) {
    this(source, position, slack, KeySide.ALL);
  }

  /** Creates an entity's hop on one side of a takeover. */
  public ProfileHop(PlanSource source, int position, Duration slack, KeySide side) {
    this.source = source;
    this.position = position;
    this.slack = slack;
    this.side = side;
  }

  @Override
  public void open(OpenContext context) {
    profiles =
        new EntityProfiles(new KnownFeatures(source), position, slack, side, getRuntimeContext());
  }

  @Override
  public void processElement(ScoringEvent event, Context context, Collector<ScoringEvent> out)
      throws IOException {
    if (profiles == null) {
      throw new IllegalStateException("A hop is opened before it is used");
    }
    profiles.take(event, context.getCurrentKey(), context.timerService().currentProcessingTime());
    out.collect(event);
  }
}
