package io.alcedo.scoring.hop;

import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of profiles: a version byte, the length of the profile's bytes, and the bytes
 * as the profile's codec wrote them, which carry a version of their own. Stateless.
 *
 * <p>Profiles are mutable and stay in heap state as objects, so a copy is a deep one: the backend
 * asks for it only while a snapshot is being written, for profiles that change meanwhile.
 */
final class ProfileSerializer extends TypeSerializerSingleton<StoredProfile> {
  static final ProfileSerializer INSTANCE = new ProfileSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 1 << 24;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public StoredProfile createInstance() {
    return StoredProfile.encoded(new byte[0]);
  }

  @Override
  public StoredProfile copy(StoredProfile from) {
    return from.copy();
  }

  @Override
  public StoredProfile copy(StoredProfile from, @Nullable StoredProfile reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(StoredProfile profile, DataOutputView target) throws IOException {
    byte[] bytes = profile.encoded();
    target.writeByte(VERSION);
    VarInts.writeUnsigned(bytes.length, target);
    target.write(bytes);
  }

  @Override
  public StoredProfile deserialize(DataInputView source) throws IOException {
    int version = source.readByte();
    if (version != VERSION) {
      throw new IOException("A stored profile has version " + VERSION + ": version=" + version);
    }
    long length = VarInts.readUnsigned(source);
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException(
          "A stored profile has at most " + MOST_BYTES + " bytes: length=" + length);
    }
    byte[] bytes = new byte[(int) length];
    source.readFully(bytes);
    return StoredProfile.encoded(bytes);
  }

  @Override
  public StoredProfile deserialize(@Nullable StoredProfile reuse, DataInputView source)
      throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<StoredProfile> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredProfile> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
