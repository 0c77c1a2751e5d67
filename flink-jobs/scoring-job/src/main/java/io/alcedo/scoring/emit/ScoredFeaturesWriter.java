package io.alcedo.scoring.emit;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Decided;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the body of the record of a scored vector: the fields of {@code ScoredFeatures} in the
 * schema's order, as Avro writes them, entities by name. Owned by one thread.
 */
final class ScoredFeaturesWriter {
  private final RecurringText modelName = new RecurringText();
  private final RecurringText modelVersion = new RecurringText();
  private final RecurringText featureSet = new RecurringText();

  /** The slots of what profiles are kept by; their names, and those under the key to come. */
  private final int[] entities;

  private final byte[][] names;
  private final byte[][] nextNames;

  ScoredFeaturesWriter(FeaturePlan plan) {
    Map<String, Integer> slots = new TreeMap<>();
    slots.put("cardToken", TransactionRow.CARD_TOKEN);
    for (EntityPlan entity : plan.entities()) {
      for (String slot : entity.slots()) {
        slots.put(slot, plan.layout().index(slot));
      }
    }
    entities = slots.values().stream().mapToInt(Integer::intValue).toArray();
    names = slots.keySet().stream().map(ScoredFeaturesWriter::utf8).toArray(byte[][]::new);
    nextNames =
        slots.keySet().stream().map(name -> utf8(ScoringEvent.NEXT + name)).toArray(byte[][]::new);
  }

  /**
   * Writes the record of a scored vector.
   *
   * @param transactionId the transaction's id in UTF-8
   * @param featureSetHash the hash of the features that the vector counts
   */
  void write(Scored scored, byte[] transactionId, String featureSetHash, RecordBytes out) {
    TransactionEvent event = scored.event();
    TransactionRow row = event.row();
    out.putAvroUtf8(transactionId);
    row.putAvroText(TransactionRow.TENANT, out);
    out.putSigned(row.eventTime());
    out.putSigned(scored.scoredAtMillis());
    out.putSigned(row.number(TransactionRow.BASE_AMOUNT_MINOR));
    writeEntities(row, event.twin(), out);
    writeVector(event, out);
    out.putSigned(0); // no sequence
    featureSet.write(featureSetHash, out);
    ScoredBy model = scored.model();
    if (model == null) {
      out.putAvroNull();
      out.putAvroNull();
      out.putAvroNull();
    } else {
      out.putAvroPresent();
      modelName.write(model.modelName(), out);
      out.putAvroPresent();
      modelVersion.write(model.version(), out);
      out.putAvroPresent();
      out.putAvroDouble(scored.score());
    }
    Decided decided = scored.decided();
    out.putSigned(decided.decision().ordinal());
    out.putAvroBoolean(decided.controlArm());
    out.putAvroDouble(decided.propensity());
  }

  /** Writes the entities, and their tokens under the key that is to take over. */
  private void writeEntities(TransactionRow row, @Nullable TransactionRow twin, RecordBytes out) {
    int count = 0;
    for (int slot : entities) {
      if (row.hasText(slot)) {
        count += differs(row, slot, twin) ? 2 : 1;
      }
    }
    if (count > 0) {
      out.putSigned(count);
      for (int i = 0; i < entities.length; i++) {
        if (row.hasText(entities[i])) {
          out.putAvroUtf8(names[i]);
          row.putAvroText(entities[i], out);
          if (twin != null && differs(row, entities[i], twin)) {
            out.putAvroUtf8(nextNames[i]);
            twin.putAvroText(entities[i], out);
          }
        }
      }
    }
    out.putSigned(0);
  }

  private static boolean differs(TransactionRow row, int slot, @Nullable TransactionRow twin) {
    return twin != null && !row.required(slot).equals(twin.text(slot));
  }

  /** Writes the vector as far as it counts: what lies behind is of sets that not all know. */
  private static void writeVector(TransactionEvent event, RecordBytes out) {
    int count = event.plannedFeatures();
    if (count > 0) {
      out.putSigned(count);
      out.putAvroFloats(event.requiredVector(), count);
    }
    out.putSigned(0);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
