package io.alcedo.scoring.emit;

import io.alcedo.model.Thresholds;
import io.alcedo.schema.Reason;
import io.alcedo.schema.ShadowScore;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Decided;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.event.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of a risk event: the fields of {@code RiskEvent} in the schema's order, as Avro
 * writes them. Every transaction has one, so no object of Avro's is made of it first. Owned by one
 * thread.
 */
final class RiskEventWriter {
  private static final int ACQUIRER = RowLayout.STANDARD.index("acquirerId");
  private static final int MERCHANT = RowLayout.STANDARD.index("merchantId");
  private static final int TERMINAL = RowLayout.STANDARD.index("terminalId");
  private static final int AMOUNT = RowLayout.STANDARD.index("amountMinor");
  private static final int CURRENCY = RowLayout.STANDARD.index("currency");

  private final String policyVersion;
  private final RecurringText topic = new RecurringText();
  private final RecurringText policy = new RecurringText();
  private final RecurringText modelName = new RecurringText();
  private final RecurringText modelVersion = new RecurringText();
  private final RecurringText featureSet = new RecurringText();

  RiskEventWriter(String policyVersion) {
    this.policyVersion = policyVersion;
  }

  /**
   * Writes a risk event.
   *
   * @param cardToken the card's token in UTF-8
   * @param featureSetHash the hash of the features that the vector counts
   */
  void write(Scored scored, byte[] cardToken, String featureSetHash, RecordBytes out) {
    TransactionRow row = scored.event().row();
    row.putAvroText(TransactionRow.TRANSACTION_ID, out);
    row.putAvroText(TransactionRow.TENANT, out);
    out.putSigned(row.eventTime());
    Origin origin = scored.event().origin();
    out.putAvroPresent();
    out.putSigned(origin.appendTimeMillis());
    out.putSigned(scored.scoredAtMillis());
    topic.write(origin.topic(), out);
    out.putSigned(origin.partition());
    out.putSigned(origin.offset());
    out.putAvroUtf8(cardToken);
    writeOptional(row, ACQUIRER, out);
    writeOptional(row, MERCHANT, out);
    writeOptional(row, TERMINAL, out);
    out.putSigned(row.number(AMOUNT));
    row.putAvroText(CURRENCY, out);
    out.putSigned(row.number(TransactionRow.BASE_AMOUNT_MINOR));
    writeDecision(scored, out);
    writeModel(scored.model(), out);
    featureSet.write(featureSetHash, out);
    out.putSigned(scored.degradation().ordinal());
    writeShadowScores(scored.shadowScores(), out);
  }

  private void writeDecision(Scored scored, RecordBytes out) {
    if (scored.model() == null) {
      out.putAvroNull();
    } else {
      out.putAvroPresent();
      out.putAvroDouble(scored.score());
    }
    Decided decided = scored.decided();
    out.putSigned(decided.decision().ordinal());
    out.putSigned(decided.source().ordinal());
    Thresholds thresholds = scored.thresholds();
    out.putAvroPresent();
    out.putAvroDouble(thresholds.review());
    out.putAvroPresent();
    out.putAvroDouble(thresholds.decline());
    policy.write(policyVersion, out);
    out.putAvroBoolean(decided.controlArm());
    out.putAvroDouble(decided.propensity());
    writeReasons(scored.reasons(), out);
    out.putAvroBoolean(scored.reasonsSkipped());
  }

  private void writeModel(@Nullable ScoredBy model, RecordBytes out) {
    if (model == null) {
      out.putAvroNull();
      out.putAvroNull();
    } else {
      out.putAvroPresent();
      modelName.write(model.modelName(), out);
      out.putAvroPresent();
      modelVersion.write(model.version(), out);
    }
  }

  private static void writeReasons(List<Reason> reasons, RecordBytes out) {
    if (!reasons.isEmpty()) {
      out.putSigned(reasons.size());
      for (Reason reason : reasons) {
        out.putAvroText(reason.getCode());
        out.putAvroText(reason.getFamily());
        out.putAvroText(reason.getText());
        out.putAvroText(reason.getFeature());
        writeOptional(reason.getValue(), out);
        writeOptional(reason.getTypicalValue(), out);
        writeOptional(reason.getContribution(), out);
      }
    }
    out.putSigned(0);
  }

  private static void writeShadowScores(List<ShadowScore> scores, RecordBytes out) {
    if (!scores.isEmpty()) {
      out.putSigned(scores.size());
      for (ShadowScore score : scores) {
        out.putAvroText(score.getModelName());
        out.putAvroText(score.getModelVersion());
        writeOptional(score.getScore(), out);
      }
    }
    out.putSigned(0);
  }

  private static void writeOptional(TransactionRow row, int slot, RecordBytes out) {
    if (row.hasText(slot)) {
      out.putAvroPresent();
      row.putAvroText(slot, out);
    } else {
      out.putAvroNull();
    }
  }

  private static void writeOptional(@Nullable Double value, RecordBytes out) {
    if (value == null) {
      out.putAvroNull();
    } else {
      out.putAvroPresent();
      out.putAvroDouble(value);
    }
  }
}
