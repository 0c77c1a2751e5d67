package io.alcedo.scoring.emit;

import io.alcedo.schema.Decision;
import io.alcedo.schema.EarlierAlert;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The open alerts of one card, latest first and few, and their bytes in state: a version byte, how
 * many there are, and of each the id, the event time and the decision's name.
 */
final class OpenAlerts {
  /** The most alerts that are remembered of a card. */
  static final int MOST = 10;

  private static final int VERSION = 1;

  private final List<EarlierAlert> alerts = new ArrayList<>();

  /** Returns the alerts that the bytes hold, none where there are no bytes. */
  static OpenAlerts of(byte @Nullable [] state) throws IOException {
    OpenAlerts open = new OpenAlerts();
    if (state == null) {
      return open;
    }
    DataInputDeserializer in = new DataInputDeserializer(state);
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("Open alerts have version " + VERSION + ": version=" + version);
    }
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      EarlierAlert alert = new EarlierAlert();
      alert.setAlertId(VarInts.readText(in));
      alert.setEventTime(Instant.ofEpochMilli(VarInts.readSigned(in)));
      alert.setDecision(Decision.valueOf(VarInts.readText(in)));
      open.alerts.add(alert);
    }
    return open;
  }

  /** Returns the alerts, latest first. */
  List<EarlierAlert> alerts() {
    return List.copyOf(alerts);
  }

  /** Forgets an alert; returns whether there was one. */
  boolean remove(String alertId) {
    return alerts.removeIf(alert -> alert.getAlertId().equals(alertId));
  }

  /** Puts an alert before the others, and forgets the last one where there are too many. */
  void add(String alertId, Instant eventTime, Decision decision) {
    EarlierAlert alert = new EarlierAlert();
    alert.setAlertId(alertId);
    alert.setEventTime(eventTime);
    alert.setDecision(decision);
    alerts.add(0, alert);
    if (alerts.size() > MOST) {
      alerts.remove(MOST);
    }
  }

  /** Returns the bytes of the alerts, or null where there are none. */
  byte @Nullable [] state() throws IOException {
    if (alerts.isEmpty()) {
      return null;
    }
    DataOutputSerializer out = new DataOutputSerializer(64 * alerts.size());
    out.writeByte(VERSION);
    out.writeByte(alerts.size());
    for (EarlierAlert alert : alerts) {
      VarInts.writeText(alert.getAlertId(), out);
      VarInts.writeSigned(alert.getEventTime().toEpochMilli(), out);
      VarInts.writeText(alert.getDecision().name(), out);
    }
    return out.getCopyOfBuffer();
  }
}
