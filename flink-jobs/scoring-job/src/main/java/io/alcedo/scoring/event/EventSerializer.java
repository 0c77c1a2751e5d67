package io.alcedo.scoring.event;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of events of one kind, or of all: a versioned layout written by hand (see
 * {@link EventCodec}), so that no generic serializer ever touches an event. Stateless after
 * creation; one instance may be shared.
 *
 * @param <T> the events it carries
 */
final class EventSerializer<T extends ScoringEvent> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final List<String> signals;
  private transient EventCodec codec;

  EventSerializer(Class<T> type, List<String> signals) {
    this.type = type;
    this.signals = List.copyOf(signals);
    this.codec = newCodec();
  }

  Class<T> type() {
    return type;
  }

  List<String> signals() {
    return signals;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  /** Returns null: nothing reuses events, and an event without a row would be none. */
  @Override
  @SuppressWarnings("NullAway") // Flink allows a serializer to have no empty instance.
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return type.cast(copyOf(from));
  }

  @Override
  public T copy(T from, @Nullable T reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T event, DataOutputView target) throws IOException {
    codec.write(event, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    ScoringEvent event = codec.read(source);
    if (!type.isInstance(event)) {
      throw new IOException(
          "An event is of its stream's kind: kind=" + event.getClass().getSimpleName());
    }
    return type.cast(event);
  }

  @Override
  public T deserialize(@Nullable T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    codec.write(codec.read(source), target);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new EventSerializerSnapshot<>(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventSerializer<?> serializer
        && type.equals(serializer.type)
        && signals.equals(serializer.signals);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + signals.hashCode();
  }

  private static ScoringEvent copyOf(ScoringEvent event) {
    if (event instanceof TransactionEvent t) {
      float[] vector = t.vector();
      TransactionEvent copy =
          new TransactionEvent(
              t.row().copy(),
              copyOf(t.twin()),
              t.idHash(),
              t.contentHash(),
              t.origin(),
              t.history(),
              vector == null ? null : vector.clone());
      copy.plan(t.plannedFeatures());
      return copy;
    } else if (event instanceof LabelEvent label) {
      return new LabelEvent(label.row().copy(), copyOf(label.twin()), label.update());
    } else if (event instanceof OutcomeEvent outcome) {
      return new OutcomeEvent(outcome.row().copy(), copyOf(outcome.twin()), outcome.update());
    }
    return event;
  }

  private static @Nullable TransactionRow copyOf(@Nullable TransactionRow twin) {
    return twin == null ? null : twin.copy();
  }

  private EventCodec newCodec() {
    return new EventCodec(RowLayout.withSignals(signals));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    codec = newCodec();
  }
}
