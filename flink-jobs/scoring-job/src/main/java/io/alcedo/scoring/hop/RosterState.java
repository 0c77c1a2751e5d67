package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.roster.Roster;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The roster that an operator follows. Every subtask writes its own and each reads those of all:
 * the latest one counts, so that the subtasks of a restored or rescaled job follow the same. Owned
 * by the task.
 */
final class RosterState {
  private final ListState<Roster> written;
  private Roster followed;
  private @Nullable Roster met;

  private RosterState(ListState<Roster> written, Roster followed) {
    this.written = written;
    this.followed = followed;
  }

  /**
   * Opens the state: a job that is submitted again may start from another roster than its state
   * did, as {@link Roster#resumed} says.
   *
   * @param first what is followed until another one comes
   */
  static RosterState open(OperatorStateStore store, Roster first) throws Exception {
    ListState<Roster> written =
        store.getUnionListState(
            new ListStateDescriptor<>(
                "followed-roster",
                EventTypes.rosters().createSerializer(new SerializerConfigImpl())));
    Roster latest = null;
    for (Roster one : written.get()) {
      latest = latest == null ? one : latest.later(one);
    }
    return new RosterState(written, latest == null ? first : latest.resumed(first));
  }

  Roster followed() {
    return followed;
  }

  /**
   * Follows a roster, unless it is a further copy of the last one met or older than what is
   * followed.
   *
   * @return whether it is followed from now on
   */
  boolean follow(Roster roster) {
    if (roster.equals(met) || roster.generation() < followed.generation()) {
      return false;
    }
    met = roster;
    followed = roster;
    return true;
  }

  void snapshot() throws Exception {
    written.update(List.of(followed));
  }
}
