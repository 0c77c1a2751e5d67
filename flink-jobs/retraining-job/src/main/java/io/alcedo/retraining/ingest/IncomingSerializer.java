package io.alcedo.retraining.ingest;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.retraining.ingest.Incoming.Became;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Incoming.Scored;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.StatementCodec;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of what comes in: a version byte, a byte for its kind, and its fields. */
public final class IncomingSerializer extends ImmutableSerializer<Incoming> {
  /** The type of a stream of what comes in. */
  public static final TypeInformation<Incoming> TYPE =
      new SerializedTypeInfo<>(Incoming.class, new IncomingSerializer());

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int SCORED = 1;
  private static final int REPORTED = 2;
  private static final int BECAME = 3;
  private static final int REFUSED = 4;

  private final RecordSerializer<ScoredFeatures> scored =
      new RecordSerializer<>(ScoredFeatures.class);
  private final RecordSerializer<Outcome> outcomes = new RecordSerializer<>(Outcome.class);

  @Override
  public IncomingSerializer duplicate() {
    return new IncomingSerializer();
  }

  @Override
  public Incoming createInstance() {
    return new Refused(new Origin("", 0, 0), "", "", 0);
  }

  @Override
  public void serialize(Incoming incoming, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    if (incoming instanceof Scored element) {
      target.writeByte(SCORED);
      scored.serialize(element.features(), target);
    } else if (incoming instanceof Became element) {
      target.writeByte(BECAME);
      outcomes.serialize(element.outcome(), target);
    } else if (incoming instanceof Reported element) {
      target.writeByte(REPORTED);
      VarInts.writeText(element.tenant(), target);
      VarInts.writeText(element.transactionId(), target);
      StatementCodec.write(element.statement(), target);
      writeOrigin(element.origin(), target);
    } else if (incoming instanceof Refused element) {
      target.writeByte(REFUSED);
      writeOrigin(element.origin(), target);
      VarInts.writeText(element.code(), target);
      VarInts.writeText(element.message(), target);
      VarInts.writeSigned(element.seenAtMillis(), target);
    }
  }

  @Override
  public Incoming deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    int kind = source.readByte();
    return switch (kind) {
      case SCORED -> new Scored(scored.deserialize(source));
      case BECAME -> new Became(outcomes.deserialize(source));
      case REPORTED -> reported(source);
      case REFUSED -> refused(source);
      default -> throw new IOException("What comes in is of a known kind: kind=" + kind);
    };
  }

  private static Reported reported(DataInputView source) throws IOException {
    String tenant = VarInts.readText(source);
    String transactionId = VarInts.readText(source);
    Statement statement = StatementCodec.read(source);
    return new Reported(tenant, transactionId, statement, readOrigin(source));
  }

  private static Refused refused(DataInputView source) throws IOException {
    Origin origin = readOrigin(source);
    String code = VarInts.readText(source);
    String message = VarInts.readText(source);
    return new Refused(origin, code, message, VarInts.readSigned(source));
  }

  private static void writeOrigin(Origin origin, DataOutputView target) throws IOException {
    VarInts.writeText(origin.topic(), target);
    VarInts.writeSigned(origin.partition(), target);
    VarInts.writeSigned(origin.offset(), target);
  }

  private static Origin readOrigin(DataInputView source) throws IOException {
    String topic = VarInts.readText(source);
    int partition = (int) VarInts.readSigned(source);
    return new Origin(topic, partition, VarInts.readSigned(source));
  }

  @Override
  public TypeSerializerSnapshot<Incoming> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Incoming> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(IncomingSerializer::new);
    }
  }
}
