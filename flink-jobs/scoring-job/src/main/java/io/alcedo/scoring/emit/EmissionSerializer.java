package io.alcedo.scoring.emit;

import io.alcedo.jobs.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of emissions: a version byte, the topic's position, key and value. */
final class EmissionSerializer extends ImmutableSerializer<Emission> {
  static final EmissionSerializer INSTANCE = new EmissionSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final OutputTopic[] TOPICS = OutputTopic.values();

  @Override
  public Emission createInstance() {
    return new Emission(OutputTopic.DEAD_LETTERS, new byte[0], new byte[0]);
  }

  @Override
  public void serialize(Emission emission, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    target.writeByte(emission.topic().ordinal());
    writeBytes(emission.key(), target);
    writeBytes(emission.value(), target);
  }

  @Override
  public Emission deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    int topic = source.readByte();
    if (topic < 0 || topic >= TOPICS.length) {
      throw new IOException("An emission has a known topic: position=" + topic);
    }
    byte[] key = readBytes(source);
    return new Emission(TOPICS[topic], key, readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<Emission> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Emission> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
