package io.alcedo.retraining.record;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.schema.framing.FramingException;
import io.alcedo.schema.framing.RecordDecoder;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of Avro records: Avro's single-object encoding behind its length, so that what
 * an older release wrote is read by the schema that it names. Records are never copied; nobody
 * changes one that is an element of a stream.
 *
 * @param <T> the type of the records
 */
public final class RecordSerializer<T extends SpecificRecord> extends ImmutableSerializer<T> {
  private static final long serialVersionUID = 1L;
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();

  private final Class<T> type;
  private transient @Nullable RecordDecoder<T> decoder;

  /** Creates the serializer of records of this type. */
  public RecordSerializer(Class<T> type) {
    this.type = type;
  }

  /** Returns the type of a stream of such records. */
  public static <T extends SpecificRecord> TypeInformation<T> type(Class<T> type) {
    return new SerializedTypeInfo<>(type, new RecordSerializer<>(type));
  }

  @Override
  public RecordSerializer<T> duplicate() {
    return new RecordSerializer<>(type);
  }

  @Override
  public T createInstance() {
    try {
      return type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A record has a constructor: type=" + type.getName(), e);
    }
  }

  @Override
  public void serialize(T record, DataOutputView target) throws IOException {
    writeBytes(FRAMING.encode(record), target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    RecordDecoder<T> opened = decoder;
    if (opened == null) {
      opened = new RecordDecoder<>(FRAMING, type);
      decoder = opened;
    }
    try {
      return opened.decode(readBytes(source));
    } catch (FramingException e) {
      throw new IOException("A record is read as it was written: type=" + type.getName(), e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordSerializer<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(type);
  }

  /**
   * What checkpoints keep of the serializer: the name of the records' type.
   *
   * @param <T> the type of the records
   */
  public static final class Snapshot<T extends SpecificRecord>
      implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private @Nullable Class<T> type;

    /** Creates a snapshot to read into. */
    public Snapshot() {}

    Snapshot(Class<T> type) {
      this.type = type;
    }

    @Override
    public int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(known().getName());
    }

    @Override
    @SuppressWarnings("unchecked") // The name was written for this type.
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
      try {
        type = (Class<T>) Class.forName(in.readUTF(), false, loader);
      } catch (ClassNotFoundException e) {
        throw new IOException("The type of the records is on the class path", e);
      }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
      return new RecordSerializer<>(known());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old instanceof Snapshot<T> snapshot && snapshot.known().equals(known())
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }

    private Class<T> known() {
      Class<T> known = type;
      if (known == null) {
        throw new IllegalStateException("A snapshot is read before it is used");
      }
      return known;
    }
  }
}
