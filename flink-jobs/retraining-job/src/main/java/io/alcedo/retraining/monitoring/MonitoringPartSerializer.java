package io.alcedo.retraining.monitoring;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of parts: a version byte, the name, the late ones, and both parts behind their
 * length; no bytes stand for null.
 */
public final class MonitoringPartSerializer extends ImmutableSerializer<MonitoringPart> {
  /** The serializer. */
  static final MonitoringPartSerializer INSTANCE = new MonitoringPartSerializer();

  /** The type of a stream of parts. */
  static final TypeInformation<MonitoringPart> TYPE =
      new SerializedTypeInfo<>(MonitoringPart.class, INSTANCE);

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public MonitoringPart createInstance() {
    return new MonitoringPart("", null, null, 0);
  }

  @Override
  public void serialize(MonitoringPart part, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    VarInts.writeText(part.modelName(), target);
    VarInts.writeUnsigned(part.late(), target);
    write(part.summary(), target);
    write(part.quality(), target);
  }

  @Override
  public MonitoringPart deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    String modelName = VarInts.readText(source);
    long late = VarInts.readUnsigned(source);
    return new MonitoringPart(modelName, read(source), read(source), late);
  }

  @Override
  public TypeSerializerSnapshot<MonitoringPart> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void write(byte @Nullable [] bytes, DataOutputView target) throws IOException {
    writeBytes(bytes == null ? new byte[0] : bytes, target);
  }

  private static byte @Nullable [] read(DataInputView source) throws IOException {
    byte[] bytes = readBytes(source);
    return bytes.length == 0 ? null : bytes;
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<MonitoringPart> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
