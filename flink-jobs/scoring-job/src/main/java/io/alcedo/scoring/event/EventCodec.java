package io.alcedo.scoring.event;

import io.alcedo.features.event.LabelUpdate;
import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.features.event.Verdict;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowCodec;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.schema.row.VarInts;
import io.alcedo.scoring.roster.RosterCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads events: a byte of version and kind, a two-byte mark of the declared signals, the
 * row and its twin where the kind has them (a bit of it says whether there is a twin), then what it
 * has beside it. Numbers are varints where they are mostly small; hashes and floats are fixed.
 * Version 1, which is still read, had no rosters, and its transactions did not say how much of a
 * vector counts: all of it does.
 *
 * <p>The mark is here because a row's bytes do not name its slots, and elements in an unaligned
 * checkpoint are read back without any comparison of serializer snapshots: after the declared
 * signals changed, such elements are refused instead of being misread. Stateless; thread-safe.
 */
final class EventCodec {
  private static final int VERSION = 2;

  /** The version in which a transaction did not say how much of its vector counts. */
  private static final int WITHOUT_PLANNED = 1;

  private static final int TRANSACTION = 1;
  private static final int LABEL = 2;
  private static final int OUTCOME = 3;
  private static final int ROSTER = 4;
  private static final int KIND = 0x7;
  private static final int WITH_TWIN = 0x8;
  private static final int MOST_VECTOR_FLOATS = 1 << 16;

  // Bytes hold positions in these: append only.
  private static final Verdict[] VERDICTS = {Verdict.FRAUD, Verdict.GENUINE, Verdict.WITHDRAWN};
  private static final OutcomeAction[] ACTIONS = OutcomeAction.values();

  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final RowCodec rows;
  private final short signalsMark;

  EventCodec(RowLayout layout) {
    this.rows = new RowCodec(layout);
    this.signalsMark = (short) StableHash.of(String.join("\n", layout.signals()));
  }

  void write(ScoringEvent event, DataOutput target) throws IOException {
    if (event instanceof RosterEvent roster) {
      target.writeByte(VERSION << 4 | ROSTER);
      target.writeShort(signalsMark);
      RosterCodec.write(roster.roster(), target);
      return;
    }
    EventScratch scratch = EventScratch.ofThread();
    RecordBytes out = scratch.out;
    out.start();
    if (event instanceof TransactionEvent transaction) {
      writeStart(TRANSACTION, event, out);
      writeTransaction(transaction, scratch);
    } else if (event instanceof LabelEvent label) {
      writeStart(LABEL, event, out);
      writeLabel(label.update(), out);
    } else if (event instanceof OutcomeEvent outcome) {
      writeStart(OUTCOME, event, out);
      writeOutcome(outcome.update(), out);
    }
    out.writeTo(target);
  }

  ScoringEvent read(DataInput in) throws IOException {
    int start = in.readUnsignedByte();
    int version = start >> 4;
    int kind = start & KIND;
    if (version != VERSION && version != WITHOUT_PLANNED) {
      throw new IOException("An event has version 1 or 2: version=" + version);
    }
    if (in.readShort() != signalsMark) {
      throw new IOException(
          "Events in flight are read with the signals they were written with; take a savepoint"
              + " or an aligned checkpoint before changing the declared signals");
    }
    if (kind == ROSTER) {
      return new RosterEvent(RosterCodec.read(in));
    }
    TransactionRow row = rows.read(in);
    TransactionRow twin = (start & WITH_TWIN) == 0 ? null : rows.read(in);
    return switch (kind) {
      case TRANSACTION -> readTransaction(version, row, twin, in);
      case LABEL -> new LabelEvent(row, twin, readLabel(in));
      case OUTCOME -> new OutcomeEvent(row, twin, readOutcome(in));
      default -> throw new IOException("An event is of a known kind: kind=" + kind);
    };
  }

  private void writeStart(int kind, ScoringEvent event, RecordBytes out) {
    TransactionRow twin = event.twin();
    out.put(VERSION << 4 | (twin == null ? kind : kind | WITH_TWIN));
    out.putShort(signalsMark);
    rows.write(event.row(), out);
    if (twin != null) {
      rows.write(twin, out);
    }
  }

  private static void writeTransaction(TransactionEvent event, EventScratch scratch) {
    RecordBytes out = scratch.out;
    out.putLong(event.idHash());
    out.putLong(event.contentHash());
    Origin origin = event.origin();
    scratch.putTopic(origin.topic());
    out.putVarint(origin.partition());
    out.putSigned(origin.offset());
    out.putSigned(origin.appendTimeMillis());
    out.put(event.history() ? 1 : 0);
    out.putVarint(event.plannedFeatures());
    float[] vector = event.vector();
    out.putVarint(vector == null ? 0 : vector.length + 1);
    if (vector != null) {
      out.putFloats(vector);
    }
  }

  private static TransactionEvent readTransaction(
      int version, TransactionRow row, @Nullable TransactionRow twin, DataInput in)
      throws IOException {
    long idHash = in.readLong();
    long contentHash = in.readLong();
    EventScratch scratch = EventScratch.ofThread();
    Origin origin = readOrigin(scratch.readTopic(in), in);
    boolean history = in.readBoolean();
    int planned = version == WITHOUT_PLANNED ? 0 : (int) VarInts.readUnsigned(in);
    float[] vector = readVector(scratch, in);
    TransactionEvent event =
        new TransactionEvent(row, twin, idHash, contentHash, origin, history, vector);
    event.plan(version == WITHOUT_PLANNED && vector != null ? vector.length : planned);
    return event;
  }

  private static float @Nullable [] readVector(EventScratch scratch, DataInput in)
      throws IOException {
    long coded = VarInts.readUnsigned(in);
    if (coded == 0) {
      return null;
    }
    if (coded < 0 || coded > MOST_VECTOR_FLOATS) {
      throw new IOException("A vector has a sensible length: length=" + (coded - 1));
    }
    float[] vector = new float[(int) coded - 1];
    int length = vector.length * Float.BYTES;
    byte[] bytes = scratch.atLeast(length);
    in.readFully(bytes, 0, length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.intBitsToFloat((int) BIG_INT.get(bytes, i * Float.BYTES));
    }
    return vector;
  }

  static void writeOrigin(Origin origin, DataOutput out) throws IOException {
    VarInts.writeText(origin.topic(), out);
    VarInts.writeUnsigned(origin.partition(), out);
    VarInts.writeSigned(origin.offset(), out);
    VarInts.writeSigned(origin.appendTimeMillis(), out);
  }

  static Origin readOrigin(DataInput in) throws IOException {
    return readOrigin(VarInts.readText(in), in);
  }

  private static Origin readOrigin(String topic, DataInput in) throws IOException {
    int partition = (int) VarInts.readUnsigned(in);
    long offset = VarInts.readSigned(in);
    return new Origin(topic, partition, offset, VarInts.readSigned(in));
  }

  private static void writeLabel(LabelUpdate update, RecordBytes out) {
    out.putLong(update.idHash());
    out.putSigned(update.eventTime());
    out.putSigned(update.baseAmountMinor());
    out.put(update.verdict().ordinal());
    out.putSigned(update.revision());
  }

  private static LabelUpdate readLabel(DataInput in) throws IOException {
    long idHash = in.readLong();
    long eventTime = VarInts.readSigned(in);
    long amount = VarInts.readSigned(in);
    Verdict verdict = at(VERDICTS, in.readByte());
    return new LabelUpdate(idHash, eventTime, amount, verdict, (int) VarInts.readSigned(in));
  }

  private static void writeOutcome(OutcomeUpdate update, RecordBytes out) {
    out.putLong(update.idHash());
    out.putSigned(update.eventTime());
    out.putSigned(update.baseAmountMinor());
    out.put(update.action().ordinal());
    out.put(update.threeDsFailed() ? 1 : 0);
  }

  private static OutcomeUpdate readOutcome(DataInput in) throws IOException {
    long idHash = in.readLong();
    long eventTime = VarInts.readSigned(in);
    long amount = VarInts.readSigned(in);
    OutcomeAction action = at(ACTIONS, in.readByte());
    return new OutcomeUpdate(idHash, eventTime, amount, action, in.readBoolean());
  }

  private static <E> E at(E[] values, int position) throws IOException {
    if (position < 0 || position >= values.length) {
      throw new IOException("A coded value is known to this release: position=" + position);
    }
    return values[position];
  }
}
