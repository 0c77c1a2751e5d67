package io.alcedo.retraining.join;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.jobs.SerializedTypeInfo;
import io.alcedo.schema.Decision;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of transactions that were seen: a version byte, ids and transaction. */
public final class SeenSerializer extends ImmutableSerializer<Seen> {
  /** The serializer. */
  public static final SeenSerializer INSTANCE = new SeenSerializer();

  /** The type of a stream of transactions that were seen. */
  public static final TypeInformation<Seen> TYPE = new SerializedTypeInfo<>(Seen.class, INSTANCE);

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Seen EMPTY =
      new Seen(
          "",
          "",
          new KnownTransaction(
              0, 0, Map.of(), new Scoring(0, null, Decision.UNKNOWN, null, null, false, 1)));

  @Override
  public Seen createInstance() {
    return EMPTY;
  }

  @Override
  public void serialize(Seen seen, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    VarInts.writeText(seen.tenant(), target);
    VarInts.writeText(seen.transactionId(), target);
    TransactionCodec.write(seen.transaction(), target);
  }

  @Override
  public Seen deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    String tenant = VarInts.readText(source);
    String transactionId = VarInts.readText(source);
    return new Seen(tenant, transactionId, TransactionCodec.read(source));
  }

  @Override
  public TypeSerializerSnapshot<Seen> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Seen> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
