package io.alcedo.retraining.verdict;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes and reads statements: id, source, meaning, rank, dispute, stage and time. What writes them
 * into state has the version. Stateless.
 */
public final class StatementCodec {
  // Bytes hold positions in these: append only.
  private static final FeedbackSource[] SOURCES = FeedbackSource.values();
  private static final Meaning[] MEANINGS = Meaning.values();
  private static final Stage[] STAGES = Stage.values();

  private StatementCodec() {}

  /** Writes a statement. */
  public static void write(Statement statement, DataOutput out) throws IOException {
    Stage stage = statement.stage();
    out.writeLong(statement.id());
    out.writeByte(statement.source().ordinal());
    out.writeByte(statement.ruling().meaning().ordinal());
    VarInts.writeUnsigned(statement.ruling().rank(), out);
    out.writeInt(statement.dispute());
    out.writeByte(stage == null ? 0 : stage.ordinal() + 1);
    VarInts.writeSigned(statement.knownAt(), out);
  }

  /** Reads what {@link #write} wrote. */
  public static Statement read(DataInput in) throws IOException {
    long id = in.readLong();
    FeedbackSource source = SOURCES[position(in, SOURCES.length)];
    Meaning meaning = MEANINGS[position(in, MEANINGS.length)];
    int rank = (int) VarInts.readUnsigned(in);
    int dispute = in.readInt();
    int stage = position(in, STAGES.length + 1);
    return new Statement(
        id,
        source,
        new Ruling(meaning, rank),
        dispute,
        stage == 0 ? null : STAGES[stage - 1],
        VarInts.readSigned(in));
  }

  private static int position(DataInput in, int count) throws IOException {
    int position = in.readUnsignedByte();
    if (position >= count) {
      throw new IOException("A statement is read as it was written: position=" + position);
    }
    return position;
  }
}
