package io.alcedo.retraining.join;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.retraining.ingest.Origin;
import io.alcedo.retraining.join.JoinState.Known;
import io.alcedo.retraining.join.JoinState.Waiting;
import io.alcedo.retraining.join.JoinState.WaitingReport;
import io.alcedo.retraining.verdict.Change;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.StatementCodec;
import io.alcedo.retraining.verdict.VerdictBook;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of what is remembered of a transaction. A byte holds the version and whether
 * the transaction was seen. Then, for one that was: the transaction, the statements, and the last
 * change that became a label, as revision (0 for none), verdict, verdict before and time; for one
 * that was not: the waiting reports, each with its coordinates and its end. Every version ever
 * written stays readable.
 */
final class JoinStateSerializer extends ImmutableSerializer<JoinState> {
  static final JoinStateSerializer INSTANCE = new JoinStateSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int SEEN = 0x80;
  private static final int MOST_REPORTS = 1000;

  // Bytes hold positions in it: append only.
  private static final Verdict[] VERDICTS = Verdict.values();

  @Override
  public JoinState createInstance() {
    return new Waiting(List.of());
  }

  @Override
  public void serialize(JoinState state, DataOutputView target) throws IOException {
    if (state instanceof Known known) {
      target.writeByte(VERSION | SEEN);
      TransactionCodec.write(known.transaction(), target);
      writeBook(known.book(), target);
    } else if (state instanceof Waiting waiting) {
      target.writeByte(VERSION);
      VarInts.writeUnsigned(waiting.reports().size(), target);
      for (WaitingReport report : waiting.reports()) {
        StatementCodec.write(report.statement(), target);
        VarInts.writeText(report.origin().topic(), target);
        VarInts.writeSigned(report.origin().partition(), target);
        VarInts.writeSigned(report.origin().offset(), target);
        VarInts.writeSigned(report.until(), target);
      }
    }
  }

  @Override
  public JoinState deserialize(DataInputView source) throws IOException {
    int start = source.readUnsignedByte();
    if ((start & ~SEEN) != VERSION) {
      throw new IOException("What is remembered has version " + VERSION + ": version=" + start);
    }
    if ((start & SEEN) != 0) {
      KnownTransaction transaction = TransactionCodec.read(source);
      return new Known(transaction, readBook(source));
    }
    int count = count(source);
    List<WaitingReport> reports = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Statement statement = StatementCodec.read(source);
      String topic = VarInts.readText(source);
      int partition = (int) VarInts.readSigned(source);
      Origin origin = new Origin(topic, partition, VarInts.readSigned(source));
      reports.add(new WaitingReport(statement, origin, VarInts.readSigned(source)));
    }
    return new Waiting(reports);
  }

  private static void writeBook(VerdictBook book, DataOutputView target) throws IOException {
    VarInts.writeUnsigned(book.statements().size(), target);
    for (Statement statement : book.statements()) {
      StatementCodec.write(statement, target);
    }
    Change told = book.told();
    VarInts.writeUnsigned(told == null ? 0 : told.revision(), target);
    if (told != null) {
      target.writeByte(told.verdict().ordinal());
      target.writeByte(told.previous().ordinal());
      VarInts.writeSigned(told.knownAt(), target);
    }
  }

  private static VerdictBook readBook(DataInputView source) throws IOException {
    int count = count(source);
    List<Statement> statements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      statements.add(StatementCodec.read(source));
    }
    return VerdictBook.of(statements, readTold(source));
  }

  private static @Nullable Change readTold(DataInputView source) throws IOException {
    int revision = (int) VarInts.readUnsigned(source);
    if (revision == 0) {
      return null;
    }
    Verdict verdict = verdict(source);
    Verdict previous = verdict(source);
    return new Change(verdict, previous, revision, VarInts.readSigned(source));
  }

  private static Verdict verdict(DataInputView source) throws IOException {
    int position = source.readUnsignedByte();
    if (position >= VERDICTS.length) {
      throw new IOException("A verdict is a known one: position=" + position);
    }
    return VERDICTS[position];
  }

  private static int count(DataInputView source) throws IOException {
    long count = VarInts.readUnsigned(source);
    if (count < 0 || count > MOST_REPORTS) {
      throw new IOException("Reports are read as they were written: count=" + count);
    }
    return (int) count;
  }

  @Override
  public TypeSerializerSnapshot<JoinState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JoinState> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
