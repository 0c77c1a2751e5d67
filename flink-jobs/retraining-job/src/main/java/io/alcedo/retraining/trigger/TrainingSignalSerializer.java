package io.alcedo.retraining.trigger;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.retraining.trigger.TrainingSignal.DriftAlarm;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of training signals: a version byte, a byte for the kind, time and fields. */
public final class TrainingSignalSerializer extends ImmutableSerializer<TrainingSignal> {
  /** The serializer. */
  public static final TrainingSignalSerializer INSTANCE = new TrainingSignalSerializer();

  /** The type of a stream of signals. */
  public static final TypeInformation<TrainingSignal> TYPE =
      new SerializedTypeInfo<>(TrainingSignal.class, INSTANCE);

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int LABELS = 1;
  private static final int DRIFT = 2;
  private static final int REQUESTED = 3;
  private static final int TICK = 4;

  @Override
  public TrainingSignal createInstance() {
    return new Tick(0);
  }

  @Override
  public void serialize(TrainingSignal signal, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    if (signal instanceof LabelsMatured labels) {
      target.writeByte(LABELS);
      VarInts.writeSigned(labels.atMillis(), target);
      VarInts.writeSigned(labels.count(), target);
    } else if (signal instanceof DriftAlarm drift) {
      target.writeByte(DRIFT);
      VarInts.writeSigned(drift.atMillis(), target);
      VarInts.writeText(drift.what(), target);
    } else if (signal instanceof Requested requested) {
      target.writeByte(REQUESTED);
      VarInts.writeSigned(requested.atMillis(), target);
      VarInts.writeText(requested.commandId(), target);
      VarInts.writeText(requested.requestedBy(), target);
      VarInts.writeText(requested.reason(), target);
    } else if (signal instanceof Tick tick) {
      target.writeByte(TICK);
      VarInts.writeSigned(tick.atMillis(), target);
    }
  }

  @Override
  public TrainingSignal deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    int kind = source.readByte();
    long at = VarInts.readSigned(source);
    switch (kind) {
      case LABELS:
        return new LabelsMatured(at, VarInts.readSigned(source));
      case DRIFT:
        return new DriftAlarm(at, VarInts.readText(source));
      case REQUESTED:
        String commandId = VarInts.readText(source);
        String requestedBy = VarInts.readText(source);
        return new Requested(at, commandId, requestedBy, VarInts.readText(source));
      case TICK:
        return new Tick(at);
      default:
        throw new IOException("A signal is of a known kind: kind=" + kind);
    }
  }

  @Override
  public TypeSerializerSnapshot<TrainingSignal> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrainingSignal> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
