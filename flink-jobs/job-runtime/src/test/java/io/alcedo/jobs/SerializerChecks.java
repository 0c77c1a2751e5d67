package io.alcedo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What every serializer of the job must do. */
public final class SerializerChecks {
  private SerializerChecks() {}

  /** Returns the bytes of a value as hexadecimal digits. */
  public static <T> String hex(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  /** Returns the value that these bytes hold, all of them. */
  public static <T> T read(TypeSerializer<T> serializer, String hex) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(hex));
    T value = serializer.deserialize(in);
    assertThat(in.available()).as("bytes left over").isZero();
    return value;
  }

  /** Writes, reads, copies and copies bytes, and expects an equal value each time. */
  public static <T> void roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
    String hex = hex(serializer, value);
    assertThat(read(serializer, hex)).isEqualTo(value);
    assertThat(serializer.copy(value)).isEqualTo(value);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(HexFormat.of().parseHex(hex)), out);
    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(hex);
  }

  /** Writes and reads a serializer's snapshot, and returns the serializer made of it. */
  public static <T> TypeSerializer<T> throughSnapshot(TypeSerializer<T> serializer)
      throws IOException {
    return readSnapshot(serializer).restoreSerializer();
  }

  /** Returns whether a serializer takes over what another wrote, without migration. */
  public static <T> boolean takesOver(TypeSerializer<T> later, TypeSerializer<T> earlier)
      throws IOException {
    return later
        .snapshotConfiguration()
        .resolveSchemaCompatibility(readSnapshot(earlier))
        .isCompatibleAsIs();
  }

  private static <T> TypeSerializerSnapshot<T> readSnapshot(TypeSerializer<T> serializer)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), SerializerChecks.class.getClassLoader());
  }
}
