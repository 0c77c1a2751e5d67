package io.alcedo.scoring.inference;

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

/**
 * Flink's serializer of a score operator's state: a version byte, the roster, the promotion, the
 * newest roster.
 */
final class FollowedSerializer extends ImmutableSerializer<Followed> {
  static final FollowedSerializer INSTANCE = new FollowedSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Followed createInstance() {
    Roster none = new Roster(Assignment.none("none"), List.of());
    return new Followed(none, 0, none);
  }

  @Override
  public void serialize(Followed followed, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    RosterCodec.write(followed.roster(), target);
    target.writeLong(followed.promotedAtMillis());
    RosterCodec.write(followed.newest(), target);
  }

  @Override
  public Followed deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    Roster roster = RosterCodec.read(source);
    long promotedAt = source.readLong();
    return new Followed(roster, promotedAt, RosterCodec.read(source));
  }

  @Override
  public TypeSerializerSnapshot<Followed> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Followed> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
