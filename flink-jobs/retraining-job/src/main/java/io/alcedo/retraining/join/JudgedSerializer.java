package io.alcedo.retraining.join;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Label;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of judged scores: a version byte, the label and how it was scored. */
public final class JudgedSerializer extends ImmutableSerializer<Judged> {
  /** The type of a stream of judged scores. */
  public static final TypeInformation<Judged> TYPE =
      new SerializedTypeInfo<>(Judged.class, new JudgedSerializer());

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  private final RecordSerializer<Label> labels = new RecordSerializer<>(Label.class);

  @Override
  public JudgedSerializer duplicate() {
    return new JudgedSerializer();
  }

  @Override
  public Judged createInstance() {
    return new Judged(
        labels.createInstance(), new Scoring(0, null, Decision.UNKNOWN, null, null, false, 1));
  }

  @Override
  public void serialize(Judged judged, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    labels.serialize(judged.label(), target);
    TransactionCodec.writeScoring(judged.scoring(), 0, target);
  }

  @Override
  public Judged deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    Label label = labels.deserialize(source);
    return new Judged(label, TransactionCodec.readScoring(0, source));
  }

  @Override
  public TypeSerializerSnapshot<Judged> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Judged> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(JudgedSerializer::new);
    }
  }
}
