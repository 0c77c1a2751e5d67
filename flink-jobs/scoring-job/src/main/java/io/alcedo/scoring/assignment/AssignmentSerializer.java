package io.alcedo.scoring.assignment;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.registry.Assignment;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.roster.RosterCodec;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of assignments: as {@link RosterCodec} writes a roster without sets. */
final class AssignmentSerializer extends ImmutableSerializer<Assignment> {
  static final AssignmentSerializer INSTANCE = new AssignmentSerializer();

  private static final long serialVersionUID = 1L;

  private AssignmentSerializer() {}

  /** The type of a stream of assignments. */
  static TypeInformation<Assignment> type() {
    return new SerializedTypeInfo<>(Assignment.class, INSTANCE);
  }

  @Override
  public Assignment createInstance() {
    return Assignment.none("none");
  }

  @Override
  public void serialize(Assignment assignment, DataOutputView target) throws IOException {
    RosterCodec.write(new Roster(assignment, List.of()), target);
  }

  @Override
  public Assignment deserialize(DataInputView source) throws IOException {
    return RosterCodec.read(source).assignment();
  }

  @Override
  public TypeSerializerSnapshot<Assignment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Assignment> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
