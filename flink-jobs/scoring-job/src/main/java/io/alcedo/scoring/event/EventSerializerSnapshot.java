package io.alcedo.scoring.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * What checkpoints keep of an {@link EventSerializer}: the kind of event and the declared signals.
 * A serializer with other signals cannot read the events of an older one.
 *
 * @param <T> the events the serializer carries
 */
public final class EventSerializerSnapshot<T extends ScoringEvent>
    implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  private @Nullable EventSerializer<T> serializer;

  /** Creates an empty snapshot, for Flink to read into. */
  public EventSerializerSnapshot() {}

  EventSerializerSnapshot(EventSerializer<T> serializer) {
    this.serializer = serializer;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    EventSerializer<T> present = present();
    out.writeUTF(present.type().getName());
    out.writeInt(present.signals().size());
    for (String signal : present.signals()) {
      out.writeUTF(signal);
    }
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    if (version != VERSION) {
      throw new IOException("A snapshot of events has version " + VERSION + ": " + version);
    }
    Class<T> type = InstantiationUtil.resolveClassByName(in, loader);
    List<String> signals = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      signals.add(in.readUTF());
    }
    serializer = new EventSerializer<>(type, signals);
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return present();
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    return oldSnapshot instanceof EventSerializerSnapshot<T> old && present().equals(old.present())
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }

  private EventSerializer<T> present() {
    EventSerializer<T> present = serializer;
    if (present == null) {
      throw new IllegalStateException("A snapshot is read before it is used");
    }
    return present;
  }
}
