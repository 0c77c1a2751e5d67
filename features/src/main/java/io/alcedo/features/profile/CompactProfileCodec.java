package io.alcedo.features.profile;

import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * The codec of profiles. A version byte and the length of what follows; a byte of bits for the
 * parts present, the 32-bit hashes of the dimensions' names, newest event time, pressure,
 * coarsenings and size bound; then log ({@link LogCodec}), buckets ({@link BucketsCodec}) and late
 * updates. Version 2 also has the hashes of marks and remembered features behind those of the
 * dimensions, and what is remembered of each event; a layout that remembers nothing of the vector
 * still writes version 1. Both are read. Stateless and thread-safe.
 */
final class CompactProfileCodec implements ProfileCodec {
  private static final int PLAIN = 1;
  private static final int WITH_VECTOR = 2;
  private static final int PLACES = 1;
  private static final int BUCKETS = 2;
  private static final int TIME = 4;
  private static final int KNOWN_PARTS = PLACES | BUCKETS | TIME;
  private static final int MOST_LATE = 1024;
  private static final int MOST_READ_BYTES = 1 << 16;

  /** Version and length. */
  private static final int FRAME_BYTES = 4;

  private final ProfileShape shape;

  CompactProfileCodec(ProfileShape shape) {
    this.shape = shape;
  }

  @Override
  public void write(Profile profile, DataOutput out) throws IOException {
    ByteWriter bytes = new ByteWriter(Math.min(SizeLimit.MOST_BYTES, 64 + 32 * profile.log.size()));
    encode(profile, new LogDictionaries(shape.dimensions.length, shape.places), bytes);
    out.writeByte(shape.readsVector() ? WITH_VECTOR : PLAIN);
    VarInts.writeUnsigned(bytes.size, out);
    out.write(bytes.bytes, 0, bytes.size);
  }

  private void encode(Profile profile, LogDictionaries dictionaries, ByteWriter out) {
    Buckets older = profile.buckets;
    boolean dated = profile.lastEventTime != Long.MIN_VALUE;
    out.writeByte(
        (profile.log.places ? PLACES : 0) | (older != null ? BUCKETS : 0) | (dated ? TIME : 0));
    WrittenNames.write(shape, out);
    long newest = dated ? profile.lastEventTime : 0;
    if (dated) {
      out.writeSigned(newest);
    }
    out.writeUnsigned(profile.pressure);
    out.writeUnsigned(profile.coarsenings);
    out.writeUnsigned(profile.bytesBound);
    LogCodec.write(profile.log, newest, dictionaries, out);
    if (older != null) {
      BucketsCodec.write(older, newest, out);
    }
    writeLate(profile.late, newest, out);
  }

  @Override
  public Profile read(DataInput in) throws IOException {
    try {
      int version = in.readUnsignedByte();
      if (version != PLAIN && version != WITH_VECTOR) {
        throw new IOException("A profile has version 1 or 2: version=" + version);
      }
      long size = VarInts.readUnsigned(in);
      if (size < 0 || size > MOST_READ_BYTES) {
        throw new IOException("A profile has at most " + MOST_READ_BYTES + " bytes: bytes=" + size);
      }
      byte[] bytes = new byte[(int) size];
      in.readFully(bytes);
      return decode(version == WITH_VECTOR, new ByteReader(bytes));
    } catch (EOFException e) {
      throw new IOException("The bytes of a profile end early", e);
    }
  }

  private Profile decode(boolean withVector, ByteReader in) throws IOException {
    int parts = in.readUnsignedByte();
    if ((parts & ~KNOWN_PARTS) != 0) {
      throw new IOException("A profile has only known parts: parts=" + parts);
    }
    WrittenNames names = WrittenNames.read(shape, withVector, in);
    Profile profile = new Profile(shape);
    long newest = 0;
    if ((parts & TIME) != 0) {
      newest = in.readSigned();
      profile.lastEventTime = newest;
    }
    profile.pressure = in.readSize("pressure", SizeLimit.MOST_PRESSURE);
    profile.coarsenings = in.readUnsigned();
    profile.bytesBound = in.readSize("bytesBound", 1 << 24);
    boolean placed = (parts & PLACES) != 0;
    LogCodec.read(profile.log, newest, names, placed, in);
    boolean alike = placed == shape.places && names.alike(shape);
    if ((parts & BUCKETS) != 0) {
      BucketsReader reader = new BucketsReader(shape, names, profile.pressure);
      profile.buckets = reader.read(newest, in);
      alike &= reader.writtenAlike();
    }
    readLate(profile.late, newest, names, in);
    if (in.remaining() > 0) {
      throw new IOException("A profile ends where its bytes do: remaining=" + in.remaining());
    }
    if (!alike) {
      // What the other layout bounded was the size of its own bytes.
      profile.bytesBound = new SizeMeter().bytes(profile);
    }
    return profile;
  }

  /** Measures profiles in memory that is used again and again; one thread at a time. */
  final class SizeMeter {
    private final ByteCounter counter = new ByteCounter();
    private final LogDictionaries dictionaries =
        new LogDictionaries(shape.dimensions.length, shape.places);

    /** Returns how many bytes {@link #write} makes of a profile. */
    int bytes(Profile profile) {
      counter.clear();
      encode(profile, dictionaries, counter);
      return counter.size + FRAME_BYTES;
    }
  }

  private static void writeLate(LateUpdates late, long newest, ByteWriter out) {
    out.writeUnsigned(late.size);
    // Each time from the one before, so that the bytes do not grow while time goes on.
    long before = newest;
    for (int i = 0; i < late.size; i++) {
      out.writeInt(late.id[i]);
      out.writeSigned(before - late.time[i]);
      before = late.time[i];
      out.writeUnsigned(late.flags[i]);
      out.writeUnsigned(late.reversed[i] << 1 | (late.counted[i] ? 1 : 0));
    }
  }

  private static void readLate(LateUpdates late, long newest, WrittenNames names, ByteReader in)
      throws IOException {
    int size = in.readSize("late", MOST_LATE);
    long time = newest;
    for (int i = 0; i < size; i++) {
      int id = in.readInt();
      time -= in.readSigned();
      long flags = names.flags(in.readUnsigned());
      long reversed = in.readUnsigned();
      int index = late.add(id, time, flags, (reversed & 1) != 0);
      late.reversed[index] = reversed >>> 1;
    }
  }
}
