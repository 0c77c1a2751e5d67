package io.alcedo.scoring.inference;

import io.alcedo.scoring.decision.AlertBudget;
import io.alcedo.scoring.decision.AlertThresholds;
import io.alcedo.scoring.decision.StatedThresholds;
import io.alcedo.scoring.roster.Roster;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * A score operator's state. Every subtask writes the roster that it follows and each reads those of
 * all: the latest one counts, so that the subtasks of a restored or rescaled job follow the same.
 * Owned by the task.
 */
final class ScoreState {
  private final AlertThresholds thresholds;
  private @Nullable ListState<Followed> followed;
  private @Nullable ListState<byte[]> learnt;
  private @Nullable Followed latest;

  /**
   * An empty state.
   *
   * @param alertsPerDay how many alerts all subtasks are to raise a day; null leaves thresholds as
   *     they are stated
   */
  ScoreState(@Nullable Integer alertsPerDay, int subtasks) {
    this.thresholds =
        alertsPerDay == null ? new StatedThresholds() : new AlertBudget(alertsPerDay, subtasks);
  }

  void open(StateInitializationContext context) throws Exception {
    ListState<Followed> rosters =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("roster", FollowedSerializer.INSTANCE));
    ListState<byte[]> snapshots =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("thresholds", BytePrimitiveArraySerializer.INSTANCE));
    for (Followed one : rosters.get()) {
      latest = latest == null ? one : later(latest, one);
    }
    if (context.isRestored()) {
      thresholds.restore(snapshots.get());
    }
    followed = rosters;
    learnt = snapshots;
  }

  private static Followed later(Followed one, Followed other) {
    Roster roster = one.roster().later(other.roster());
    Followed of = roster == one.roster() ? one : other;
    return new Followed(roster, of.promotedAtMillis(), one.newest().later(other.newest()));
  }

  /**
   * Returns what is followed from the start: what the state says, or else this roster; where
   * nothing was assigned yet, the configuration's bundle may have changed meanwhile.
   *
   * @throws IllegalStateException where the state is of another model
   */
  Followed restored(Roster first) {
    Followed found = latest;
    if (found == null) {
      return RosterFollower.fresh(first);
    }
    String restored = found.roster().assignment().modelName();
    String configured = first.assignment().modelName();
    if (!restored.equals(configured)) {
      throw new IllegalStateException(
          "A job goes on with the model that it had; start it without its state to change to"
              + " another: restored="
              + restored
              + ", configured="
              + configured);
    }
    Roster roster = found.roster().resumed(first);
    return new Followed(roster, found.promotedAtMillis(), found.newest().resumed(first));
  }

  AlertThresholds thresholds() {
    return thresholds;
  }

  void snapshot(Followed current) throws Exception {
    if (followed == null || learnt == null) {
      throw new IllegalStateException("A state is opened before it is written");
    }
    followed.update(List.of(current));
    learnt.update(List.of(thresholds.snapshot()));
  }
}
