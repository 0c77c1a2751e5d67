package io.alcedo.scoring.event;

import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Flink's serializer of rejections: a version byte, the coordinates, code, message and time. */
final class RejectionSerializer extends TypeSerializerSingleton<Rejection> {
  static final RejectionSerializer INSTANCE = new RejectionSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Rejection EMPTY = new Rejection(new Origin("", 0, 0, 0), "", "", 0);

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Rejection createInstance() {
    return EMPTY;
  }

  @Override
  public Rejection copy(Rejection from) {
    return from;
  }

  @Override
  public Rejection copy(Rejection from, @Nullable Rejection reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Rejection rejection, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    EventCodec.writeOrigin(rejection.origin(), target);
    VarInts.writeText(rejection.code(), target);
    VarInts.writeText(rejection.message(), target);
    VarInts.writeSigned(rejection.seenAtMillis(), target);
  }

  @Override
  public Rejection deserialize(DataInputView source) throws IOException {
    int version = source.readByte();
    if (version != VERSION) {
      throw new IOException("A rejection has version " + VERSION + ": version=" + version);
    }
    Origin origin = EventCodec.readOrigin(source);
    String code = VarInts.readText(source);
    String message = VarInts.readText(source);
    return new Rejection(origin, code, message, VarInts.readSigned(source));
  }

  @Override
  public Rejection deserialize(@Nullable Rejection reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Rejection> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rejection> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
