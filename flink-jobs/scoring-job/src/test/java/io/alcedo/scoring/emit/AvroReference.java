package io.alcedo.scoring.emit;

import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What is said of a scored transaction, as objects of Avro's generated classes. */
final class AvroReference {
  private AvroReference() {}

  static RiskEvent riskEvent(Scored scored, String featureSetHash, String policyVersion) {
    TransactionRow row = scored.event().row();
    Origin origin = scored.event().origin();
    RiskEvent event = new RiskEvent();
    event.setTransactionId(text(row, "transactionId"));
    event.setTenant(text(row, "tenant"));
    event.setEventTime(Instant.ofEpochMilli(row.eventTime()));
    event.setIngestedAt(Instant.ofEpochMilli(origin.appendTimeMillis()));
    event.setScoredAt(Instant.ofEpochMilli(scored.scoredAtMillis()));
    event.setInputTopic(origin.topic());
    event.setInputPartition(origin.partition());
    event.setInputOffset(origin.offset());
    event.setCardToken(text(row, "cardToken"));
    event.setAcquirerId(text(row, "acquirerId"));
    event.setMerchantId(text(row, "merchantId"));
    event.setTerminalId(text(row, "terminalId"));
    event.setAmountMinor(row.number(RowLayout.STANDARD.index("amountMinor")));
    event.setCurrency(text(row, "currency"));
    event.setBaseAmountMinor(row.number(RowLayout.STANDARD.index("baseAmountMinor")));
    ScoredBy model = scored.model();
    if (model != null) {
      event.setScore(scored.score());
      event.setModelName(model.modelName());
      event.setModelVersion(model.version());
    }
    event.setDecision(scored.decided().decision());
    event.setDecisionSource(scored.decided().source());
    event.setReviewThreshold(scored.thresholds().review());
    event.setDeclineThreshold(scored.thresholds().decline());
    event.setPolicyVersion(policyVersion);
    event.setControlArm(scored.decided().controlArm());
    event.setPropensity(scored.decided().propensity());
    event.setReasons(scored.reasons());
    event.setReasonsSkipped(scored.reasonsSkipped());
    event.setFeatureSetHash(featureSetHash);
    event.setDegradation(scored.degradation());
    event.setShadowScores(scored.shadowScores());
    return event;
  }

  static ScoredFeatures scoredFeatures(
      Scored scored, String featureSetHash, TreeSet<String> entities, RowLayout layout) {
    TransactionEvent event = scored.event();
    TransactionRow row = event.row();
    ScoredFeatures features = new ScoredFeatures();
    features.setTransactionId(text(row, "transactionId"));
    features.setTenant(text(row, "tenant"));
    features.setEventTime(Instant.ofEpochMilli(row.eventTime()));
    features.setScoredAt(Instant.ofEpochMilli(scored.scoredAtMillis()));
    features.setBaseAmountMinor(row.number(RowLayout.STANDARD.index("baseAmountMinor")));
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : entities) {
      int slot = layout.index(name);
      String value = row.text(slot);
      if (value != null) {
        values.put(name, value);
        TransactionRow twin = event.twin();
        if (twin != null && !value.equals(twin.text(slot))) {
          values.put(ScoringEvent.NEXT + name, twin.required(slot));
        }
      }
    }
    features.setEntities(values);
    List<Float> vector = new ArrayList<>();
    for (int i = 0; i < event.plannedFeatures(); i++) {
      vector.add(event.requiredVector()[i]);
    }
    features.setVector(vector);
    features.setSequence(List.of());
    features.setFeatureSetHash(featureSetHash);
    ScoredBy model = scored.model();
    if (model != null) {
      features.setModelName(model.modelName());
      features.setModelVersion(model.version());
      features.setScore(scored.score());
    }
    features.setDecision(scored.decided().decision());
    features.setControlArm(scored.decided().controlArm());
    features.setPropensity(scored.decided().propensity());
    return features;
  }

  /** Returns the record behind a header, as Avro's own writer and encoder write it. */
  static byte[] bytes(byte[] header, SpecificRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static @Nullable String text(TransactionRow row, String slot) {
    return row.text(RowLayout.STANDARD.index(slot));
  }
}
