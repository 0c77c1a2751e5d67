package io.alcedo.scoring.event;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.registry.Assignment;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.roster.RosterCodec;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of rosters, as {@link RosterCodec} writes them. */
final class RosterSerializer extends ImmutableSerializer<Roster> {
  static final RosterSerializer INSTANCE = new RosterSerializer();

  private static final long serialVersionUID = 1L;

  private RosterSerializer() {}

  @Override
  public Roster createInstance() {
    return new Roster(Assignment.none("none"), List.of());
  }

  @Override
  public void serialize(Roster roster, DataOutputView target) throws IOException {
    RosterCodec.write(roster, target);
  }

  @Override
  public Roster deserialize(DataInputView source) throws IOException {
    return RosterCodec.read(source);
  }

  @Override
  public TypeSerializerSnapshot<Roster> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Roster> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
