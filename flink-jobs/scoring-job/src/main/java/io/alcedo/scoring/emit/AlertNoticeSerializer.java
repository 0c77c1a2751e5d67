package io.alcedo.scoring.emit;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's serializer of alert notices: a byte of the version and of whether the alert is only
 * remembered, the key, the id and the risk event.
 */
final class AlertNoticeSerializer extends ImmutableSerializer<AlertNotice> {
  static final AlertNoticeSerializer INSTANCE = new AlertNoticeSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int SILENT = 2;

  @Override
  public AlertNotice createInstance() {
    return AlertNotice.closed("", "");
  }

  @Override
  public void serialize(AlertNotice notice, DataOutputView target) throws IOException {
    target.writeByte(notice.silent() ? SILENT : VERSION);
    VarInts.writeText(notice.cardKey(), target);
    VarInts.writeText(notice.alertId(), target);
    writeBytes(notice.riskEvent(), target);
  }

  @Override
  public AlertNotice deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version != VERSION && version != SILENT) {
      throw new IOException("An alert notice has version 1 or 2: version=" + version);
    }
    String cardKey = VarInts.readText(source);
    String alertId = VarInts.readText(source);
    return new AlertNotice(cardKey, alertId, readBytes(source), version == SILENT);
  }

  @Override
  public TypeSerializerSnapshot<AlertNotice> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertNotice> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
