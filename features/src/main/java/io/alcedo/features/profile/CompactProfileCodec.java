package io.alcedo.features.profile;

import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * The codec of profiles, version 1. A version byte, a byte of bits for the parts present, the
 * 32-bit hashes of the dimensions' names, newest event time, pressure, coarsenings and size bound;
 * then log ({@link LogCodec}), buckets ({@link BucketsCodec}) and late updates. Stateless and
 * thread-safe.
 */
final class CompactProfileCodec implements ProfileCodec {
  private static final int VERSION = 1;
  private static final int PLACES = 1;
  private static final int BUCKETS = 2;
  private static final int TIME = 4;
  private static final int KNOWN_PARTS = PLACES | BUCKETS | TIME;
  private static final int MOST_LATE = 1024;

  private final ProfileShape shape;

  CompactProfileCodec(ProfileShape shape) {
    this.shape = shape;
  }

  @Override
  public void write(Profile profile, DataOutput out) throws IOException {
    Buckets older = profile.buckets;
    boolean dated = profile.lastEventTime != Long.MIN_VALUE;
    out.writeByte(VERSION);
    out.writeByte(
        (profile.log.places ? PLACES : 0) | (older != null ? BUCKETS : 0) | (dated ? TIME : 0));
    VarInts.writeUnsigned(shape.dimensions.length, out);
    for (int hash : shape.dimensionHashes) {
      out.writeInt(hash);
    }
    long newest = dated ? profile.lastEventTime : 0;
    if (dated) {
      VarInts.writeSigned(newest, out);
    }
    VarInts.writeUnsigned(profile.pressure, out);
    VarInts.writeUnsigned(profile.coarsenings, out);
    VarInts.writeUnsigned(profile.bytesBound, out);
    LogCodec.write(profile.log, newest, out);
    if (older != null) {
      BucketsCodec.write(older, newest, out);
    }
    writeLate(profile.late, newest, out);
  }

  @Override
  public Profile read(DataInput in) throws IOException {
    try {
      return readParts(in);
    } catch (EOFException e) {
      throw new IOException("The bytes of a profile end early", e);
    }
  }

  private Profile readParts(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("A profile has version " + VERSION + ": version=" + version);
    }
    int parts = in.readUnsignedByte();
    if ((parts & ~KNOWN_PARTS) != 0) {
      throw new IOException("A profile has only known parts: parts=" + parts);
    }
    int[] positions = readDimensions(in);
    Profile profile = new Profile(shape);
    long newest = 0;
    if ((parts & TIME) != 0) {
      newest = VarInts.readSigned(in);
      profile.lastEventTime = newest;
    }
    profile.pressure = size("pressure", SizeLimit.MOST_PRESSURE, in);
    profile.coarsenings = VarInts.readUnsigned(in);
    profile.bytesBound = size("bytesBound", 1 << 24, in);
    LogCodec.read(profile.log, newest, positions, (parts & PLACES) != 0, in);
    if ((parts & BUCKETS) != 0) {
      profile.buckets = new BucketsReader(shape, positions, profile.pressure).read(newest, in);
    }
    readLate(profile.late, newest, in);
    return profile;
  }

  /** Returns where each written dimension stands in this layout, or -1. */
  private int[] readDimensions(DataInput in) throws IOException {
    int[] positions = new int[size("dimensions", 255, in)];
    for (int i = 0; i < positions.length; i++) {
      int hash = in.readInt();
      positions[i] = -1;
      for (int d = 0; d < shape.dimensionHashes.length; d++) {
        if (shape.dimensionHashes[d] == hash) {
          positions[i] = d;
        }
      }
    }
    return positions;
  }

  private static void writeLate(LateUpdates late, long newest, DataOutput out) throws IOException {
    VarInts.writeUnsigned(late.size, out);
    for (int i = 0; i < late.size; i++) {
      out.writeInt(late.id[i]);
      VarInts.writeSigned(newest - late.time[i], out);
      VarInts.writeUnsigned(late.flags[i] & 0xFFFFFFFFL, out);
      VarInts.writeUnsigned(late.reversed[i] << 1 | (late.counted[i] ? 1 : 0), out);
    }
  }

  private static void readLate(LateUpdates late, long newest, DataInput in) throws IOException {
    int size = size("late", MOST_LATE, in);
    for (int i = 0; i < size; i++) {
      int id = in.readInt();
      long time = newest - VarInts.readSigned(in);
      int flags = (int) VarInts.readUnsigned(in);
      long reversed = VarInts.readUnsigned(in);
      int index = late.add(id, time, flags, (reversed & 1) != 0);
      late.reversed[index] = reversed >>> 1;
    }
  }

  /** Reads a number that is at most so large. */
  static int size(String name, int most, DataInput in) throws IOException {
    long size = VarInts.readUnsigned(in);
    if (size < 0 || size > most) {
      throw new IOException(
          "A profile has at most " + most + " " + name + ": " + name + "=" + size);
    }
    return (int) size;
  }
}
