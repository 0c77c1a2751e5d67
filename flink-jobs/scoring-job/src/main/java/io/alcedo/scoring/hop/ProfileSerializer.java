package io.alcedo.scoring.hop;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.profile.Profile;
import io.alcedo.features.profile.ProfileCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of one entity's profiles: the bytes of the entity's {@link ProfileCodec},
 * which carry their own version.
 *
 * <p>Profiles are mutable and stay in heap state as objects, so a copy is a deep one, made through
 * the codec: the backend asks for it only while a snapshot is being written, for profiles that
 * change meanwhile. Owned by one thread; {@link #duplicate} gives another thread its own.
 */
final class ProfileSerializer extends TypeSerializer<Profile> {
  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final String entity;
  private transient @Nullable EntityPlan plan;
  private transient @Nullable ProfileCodec codec;

  /** Creates the serializer of the entity of this name in the feature set. */
  ProfileSerializer(PlanSource source, String entity) {
    this.source = source;
    this.entity = entity;
  }

  PlanSource source() {
    return source;
  }

  String entity() {
    return entity;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<Profile> duplicate() {
    return new ProfileSerializer(source, entity);
  }

  @Override
  public Profile createInstance() {
    return plan().newProfile();
  }

  @Override
  public Profile copy(Profile from) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
      codec().write(from, new DataOutputStream(bytes));
      return codec().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException("A profile is read as it was written", e);
    }
  }

  @Override
  public Profile copy(Profile from, @Nullable Profile reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Profile profile, DataOutputView target) throws IOException {
    codec().write(profile, target);
  }

  @Override
  public Profile deserialize(DataInputView from) throws IOException {
    return codec().read(from);
  }

  @Override
  public Profile deserialize(@Nullable Profile reuse, DataInputView from) throws IOException {
    return deserialize(from);
  }

  @Override
  public void copy(DataInputView from, DataOutputView target) throws IOException {
    serialize(deserialize(from), target);
  }

  @Override
  public TypeSerializerSnapshot<Profile> snapshotConfiguration() {
    return new ProfileSerializerSnapshot(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProfileSerializer serializer
        && source.equals(serializer.source)
        && entity.equals(serializer.entity);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + entity.hashCode();
  }

  private EntityPlan plan() {
    EntityPlan compiled = plan;
    if (compiled == null) {
      compiled =
          source.compile().entities().stream()
              .filter(candidate -> candidate.name().equals(entity))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("A hop's entity is in its set: " + entity));
      plan = compiled;
    }
    return compiled;
  }

  private ProfileCodec codec() {
    ProfileCodec present = codec;
    if (present == null) {
      present = plan().codec();
      codec = present;
    }
    return present;
  }
}
