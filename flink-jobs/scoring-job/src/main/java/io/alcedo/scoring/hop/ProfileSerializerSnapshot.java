package io.alcedo.scoring.hop;

import io.alcedo.features.profile.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What checkpoints keep of a {@link ProfileSerializer}: the feature set's text, the declared
 * signals and the entity, so that profiles are read back as they were written before a changed
 * feature set takes them over. The bytes of a profile carry their own layout, so any serializer of
 * the same entity reads them.
 */
public final class ProfileSerializerSnapshot implements TypeSerializerSnapshot<Profile> {
  private static final int VERSION = 1;

  private @Nullable ProfileSerializer serializer;

  /** Creates an empty snapshot, for Flink to read into. */
  public ProfileSerializerSnapshot() {}

  ProfileSerializerSnapshot(ProfileSerializer serializer) {
    this.serializer = serializer;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    ProfileSerializer present = present();
    out.writeUTF(present.entity());
    out.writeUTF(present.source().source());
    byte[] yaml = present.source().yaml().getBytes(StandardCharsets.UTF_8);
    out.writeInt(yaml.length);
    out.write(yaml);
    out.writeInt(present.source().signals().size());
    for (String signal : present.source().signals()) {
      out.writeUTF(signal);
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    if (version != VERSION) {
      throw new IOException("A snapshot of profiles has version " + VERSION + ": " + version);
    }
    String entity = in.readUTF();
    String source = in.readUTF();
    byte[] yaml = new byte[in.readInt()];
    in.readFully(yaml);
    List<String> signals = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      signals.add(in.readUTF());
    }
    String text = new String(yaml, StandardCharsets.UTF_8);
    serializer = new ProfileSerializer(new PlanSource(text, source, signals), entity);
  }

  @Override
  public TypeSerializer<Profile> restoreSerializer() {
    return present();
  }

  @Override
  public TypeSerializerSchemaCompatibility<Profile> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Profile> oldSnapshot) {
    return oldSnapshot instanceof ProfileSerializerSnapshot old
            && old.present().entity().equals(present().entity())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }

  private ProfileSerializer present() {
    ProfileSerializer present = serializer;
    if (present == null) {
      throw new IllegalStateException("A snapshot is read before it is used");
    }
    return present;
  }
}
