package io.alcedo.retraining.join;

import io.alcedo.schema.Decision;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what is remembered of a transaction. Times are close to each other, so the later
 * ones are differences. What writes them into state has the version. Stateless.
 */
final class TransactionCodec {
  private static final int MOST_ENTITIES = 1000;
  private static final int SCORE = 1;
  private static final int MODEL = 2;
  private static final int CONTROL = 4;

  private TransactionCodec() {}

  static void write(KnownTransaction transaction, DataOutput out) throws IOException {
    VarInts.writeSigned(transaction.eventTime(), out);
    VarInts.writeSigned(transaction.baseAmountMinor(), out);
    VarInts.writeUnsigned(transaction.entities().size(), out);
    for (Map.Entry<String, String> entity : transaction.entities().entrySet()) {
      VarInts.writeText(entity.getKey(), out);
      VarInts.writeText(entity.getValue(), out);
    }
    writeScoring(transaction.scoring(), transaction.eventTime(), out);
  }

  static void writeScoring(Scoring scoring, long after, DataOutput out) throws IOException {
    Double score = scoring.score();
    String model = scoring.modelName();
    int flags =
        (score == null ? 0 : SCORE)
            | (model == null ? 0 : MODEL)
            | (scoring.controlArm() ? CONTROL : 0);
    out.writeByte(flags);
    VarInts.writeSigned(scoring.scoredAt() - after, out);
    VarInts.writeText(scoring.decision().name(), out);
    out.writeDouble(scoring.propensity());
    if (score != null) {
      out.writeDouble(score);
    }
    if (model != null) {
      VarInts.writeText(model, out);
      VarInts.writeText(String.valueOf(scoring.modelVersion()), out);
    }
  }

  static KnownTransaction read(DataInput in) throws IOException {
    long eventTime = VarInts.readSigned(in);
    long amount = VarInts.readSigned(in);
    long count = VarInts.readUnsigned(in);
    if (count < 0 || count > MOST_ENTITIES) {
      throw new IOException("A transaction is read as it was written: entities=" + count);
    }
    Map<String, String> entities = new HashMap<>();
    for (long i = 0; i < count; i++) {
      String name = VarInts.readText(in);
      entities.put(name, VarInts.readText(in));
    }
    return new KnownTransaction(eventTime, amount, entities, readScoring(eventTime, in));
  }

  static Scoring readScoring(long after, DataInput in) throws IOException {
    int flags = in.readUnsignedByte();
    long scoredAt = VarInts.readSigned(in) + after;
    Decision decision = decision(VarInts.readText(in));
    double propensity = in.readDouble();
    Double score = (flags & SCORE) == 0 ? null : Double.valueOf(in.readDouble());
    boolean model = (flags & MODEL) != 0;
    @Nullable String name = model ? VarInts.readText(in) : null;
    @Nullable String version = model ? VarInts.readText(in) : null;
    return new Scoring(
        scoredAt, score, decision, name, version, (flags & CONTROL) != 0, propensity);
  }

  private static Decision decision(String name) throws IOException {
    try {
      return Decision.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IOException("A decision is a known one: name=" + name, e);
    }
  }
}
