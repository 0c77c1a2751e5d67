package io.alcedo.scoring.register;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.privacy.ContentHash;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.schema.row.VarInts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Flink's serializer of registrations. A byte holds the version, whether the transaction was seen
 * and whether it has a twin row. Then, for one that was: content hash, event time, amount, the
 * length of its entity slots and the slots, and those of its twin where it has one; for one that
 * was not: the number of waiting outcomes and, for each, transaction hash, action and whether 3-D
 * Secure failed. Every version ever written stays readable; the content hashes of version 1
 * depended on the key of the tokens and are read as unknown.
 */
final class RegistrationSerializer extends TypeSerializerSingleton<Registration> {
  static final RegistrationSerializer INSTANCE = new RegistrationSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int SEEN = 0x80;
  private static final int TWIN = 0x40;
  private static final int MOST_SLOT_BYTES = 1 << 16;

  // Bytes hold positions in it: append only.
  private static final OutcomeAction[] ACTIONS = OutcomeAction.values();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Registration createInstance() {
    return Registration.waiting(List.of());
  }

  @Override
  public Registration copy(Registration from) {
    return from;
  }

  @Override
  public Registration copy(Registration from, @Nullable Registration reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Registration registration, DataOutputView target) throws IOException {
    boolean twin = registration.twinSlots().length > 0;
    target.writeByte(VERSION | (registration.isSeen() ? SEEN : 0) | (twin ? TWIN : 0));
    if (registration.isSeen()) {
      target.writeLong(registration.contentHash());
      VarInts.writeSigned(registration.eventTime(), target);
      VarInts.writeSigned(registration.baseAmountMinor(), target);
      writeSlots(registration.slots(), target);
      if (twin) {
        writeSlots(registration.twinSlots(), target);
      }
    } else {
      VarInts.writeUnsigned(registration.waiting().size(), target);
      for (OutcomeUpdate outcome : registration.waiting()) {
        target.writeLong(outcome.idHash());
        target.writeByte(outcome.action().ordinal());
        target.writeBoolean(outcome.threeDsFailed());
      }
    }
  }

  @Override
  public Registration deserialize(DataInputView source) throws IOException {
    int start = source.readUnsignedByte();
    int version = start & ~(SEEN | TWIN);
    if (version < 1 || version > VERSION) {
      throw new IOException(
          "A registration has a version up to " + VERSION + ": version=" + version);
    }
    return (start & SEEN) != 0
        ? readSeen(version, (start & TWIN) != 0, source)
        : readWaiting(source);
  }

  private static Registration readSeen(int version, boolean twin, DataInputView source)
      throws IOException {
    long written = source.readLong();
    long contentHash = version == 1 ? ContentHash.UNKNOWN : written;
    long eventTime = VarInts.readSigned(source);
    long amount = VarInts.readSigned(source);
    byte[] slots = readSlots(source);
    return twin
        ? Registration.seen(contentHash, eventTime, amount, slots, readSlots(source))
        : Registration.seen(contentHash, eventTime, amount, slots);
  }

  private static void writeSlots(byte[] slots, DataOutputView target) throws IOException {
    VarInts.writeUnsigned(slots.length, target);
    target.write(slots);
  }

  private static byte[] readSlots(DataInputView source) throws IOException {
    byte[] slots = new byte[bounded(VarInts.readUnsigned(source), MOST_SLOT_BYTES)];
    source.readFully(slots);
    return slots;
  }

  private static Registration readWaiting(DataInputView source) throws IOException {
    int size = bounded(VarInts.readUnsigned(source), Byte.MAX_VALUE);
    List<OutcomeUpdate> waiting = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      long idHash = source.readLong();
      OutcomeAction action = ACTIONS[bounded(source.readUnsignedByte(), ACTIONS.length - 1)];
      waiting.add(
          new OutcomeUpdate(
              idHash, TransactionRow.ABSENT, TransactionRow.ABSENT, action, source.readBoolean()));
    }
    return Registration.waiting(waiting);
  }

  private static int bounded(long value, int most) throws IOException {
    if (value < 0 || value > most) {
      throw new IOException("A registration is read as it was written: value=" + value);
    }
    return (int) value;
  }

  @Override
  public Registration deserialize(@Nullable Registration reuse, DataInputView source)
      throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<Registration> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Registration> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
