package io.alcedo.scoring.ingest;

import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of what sources emit: a byte that tells events from rejections, then the one
 * or the other as its own serializer writes it. Stateless.
 */
public final class IngestedSerializer extends TypeSerializer<Ingested> {
  private static final long serialVersionUID = 1L;
  private static final int ACCEPTED = 1;
  private static final int REJECTED = 2;

  private final TypeSerializer<ScoringEvent> events;
  private final TypeSerializer<Rejection> rejections;

  private IngestedSerializer(
      TypeSerializer<ScoringEvent> events, TypeSerializer<Rejection> rejections) {
    this.events = events;
    this.rejections = rejections;
  }

  /** Returns the type of a source's stream, with rows of this layout. */
  public static TypeInformation<Ingested> type(RowLayout layout) {
    SerializerConfigImpl any = new SerializerConfigImpl();
    return new SerializedTypeInfo<>(
        Ingested.class,
        new IngestedSerializer(
            EventTypes.events(layout).createSerializer(any),
            EventTypes.rejections().createSerializer(any)));
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<Ingested> duplicate() {
    return this;
  }

  @Override
  public Ingested createInstance() {
    return new Rejected(rejections.createInstance());
  }

  @Override
  public Ingested copy(Ingested from) {
    return from instanceof Accepted accepted ? new Accepted(events.copy(accepted.event())) : from;
  }

  @Override
  public Ingested copy(Ingested from, @Nullable Ingested reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Ingested ingested, DataOutputView target) throws IOException {
    if (ingested instanceof Accepted accepted) {
      target.writeByte(ACCEPTED);
      events.serialize(accepted.event(), target);
    } else if (ingested instanceof Rejected rejected) {
      target.writeByte(REJECTED);
      rejections.serialize(rejected.rejection(), target);
    }
  }

  @Override
  public Ingested deserialize(DataInputView source) throws IOException {
    int kind = source.readByte();
    return switch (kind) {
      case ACCEPTED -> new Accepted(events.deserialize(source));
      case REJECTED -> new Rejected(rejections.deserialize(source));
      default -> throw new IOException("An input record is accepted or rejected: kind=" + kind);
    };
  }

  @Override
  public Ingested deserialize(@Nullable Ingested reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Ingested> snapshotConfiguration() {
    return new Snapshot(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IngestedSerializer serializer
        && events.equals(serializer.events)
        && rejections.equals(serializer.rejections);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  /** What checkpoints keep of the serializer: what they keep of the two that it uses. */
  public static final class Snapshot
      extends CompositeTypeSerializerSnapshot<Ingested, IngestedSerializer> {
    private static final int VERSION = 1;

    /** Creates an empty snapshot, for Flink to read into. */
    public Snapshot() {}

    Snapshot(IngestedSerializer serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(IngestedSerializer serializer) {
      return new TypeSerializer<?>[] {serializer.events, serializer.rejections};
    }

    @Override
    @SuppressWarnings("unchecked") // The order of getNestedSerializers.
    protected IngestedSerializer createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new IngestedSerializer(
          (TypeSerializer<ScoringEvent>) nested[0], (TypeSerializer<Rejection>) nested[1]);
    }
  }
}
