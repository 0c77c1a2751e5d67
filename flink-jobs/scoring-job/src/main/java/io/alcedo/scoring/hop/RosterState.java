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

  /** The key of the one entry. */
  static final String KEY = "roster";

  private RosterState() {}

  static BroadcastState<String, Roster> of(OperatorStateStore store) throws Exception {
    return store.getBroadcastState(DESCRIPTOR);
  }
}
