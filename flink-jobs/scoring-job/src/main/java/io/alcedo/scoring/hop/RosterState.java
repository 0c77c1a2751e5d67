package io.alcedo.scoring.hop;

import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.roster.Roster;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/** Where operators keep the last roster that was broadcast to them: one entry. */
public final class RosterState {
  /** How rosters are broadcast and kept. */
  public static final MapStateDescriptor<String, Roster> DESCRIPTOR =
      new MapStateDescriptor<>("roster", Types.STRING, EventTypes.rosters());

  private static final String KEY = "roster";

  private RosterState() {}

  /**
   * Returns the roster that a store holds, put there first where it holds none: a job that is
   * submitted again may start from another one than its state did, as {@link Roster#resumed} says.
   *
   * @param first what is followed until another one comes
   */
  static Roster restored(OperatorStateStore store, Roster first) throws Exception {
    BroadcastState<String, Roster> state = store.getBroadcastState(DESCRIPTOR);
    Roster restored = state.get(KEY);
    Roster roster = restored == null ? first : restored.resumed(first);
    state.put(KEY, roster);
    return roster;
  }

  static void keep(BroadcastState<String, Roster> state, Roster roster) throws Exception {
    state.put(KEY, roster);
  }
}
