package io.alcedo.scoring.roster;

import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes and reads rosters: a byte of version, the assignment, the feature sets. Stateless. */
public final class RosterCodec {
  private static final int VERSION = 1;
  private static final int MOST_VERSIONS = 1 << 10;
  private static final int MOST_SETS = 1 << 12;

  private RosterCodec() {}

  /** Writes a roster. */
  public static void write(Roster roster, DataOutput out) throws IOException {
    Assignment assignment = roster.assignment();
    out.writeByte(VERSION);
    VarInts.writeText(assignment.modelName(), out);
    VarInts.writeUnsigned(assignment.generation(), out);
    writeOptional(assignment.active(), out);
    writeOptional(assignment.canary(), out);
    out.writeDouble(assignment.canaryShare());
    VarInts.writeUnsigned(assignment.shadows().size(), out);
    for (ModelVersion shadow : assignment.shadows()) {
      writeVersion(shadow, out);
    }
    writeOptional(assignment.previous(), out);
    VarInts.writeSigned(assignment.assignedAtMillis(), out);
    VarInts.writeUnsigned(roster.featureSets().size(), out);
    for (String set : roster.featureSets()) {
      VarInts.writeText(set, out);
    }
  }

  /**
   * Reads a roster.
   *
   * @throws IOException where the bytes are of another version, or not a roster
   */
  public static Roster read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("A roster has version " + VERSION + ": version=" + version);
    }
    String modelName = VarInts.readText(in);
    long generation = VarInts.readUnsigned(in);
    ModelVersion active = readOptional(in);
    ModelVersion canary = readOptional(in);
    double canaryShare = in.readDouble();
    int count = count(in, MOST_VERSIONS);
    List<ModelVersion> shadows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      shadows.add(readVersion(in));
    }
    ModelVersion previous = readOptional(in);
    long assignedAt = VarInts.readSigned(in);
    int sets = count(in, MOST_SETS);
    List<String> featureSets = new ArrayList<>(sets);
    for (int i = 0; i < sets; i++) {
      featureSets.add(VarInts.readText(in));
    }
    return new Roster(
        new Assignment(
            modelName, generation, active, canary, canaryShare, shadows, previous, assignedAt),
        featureSets);
  }

  private static int count(DataInput in, int most) throws IOException {
    long count = VarInts.readUnsigned(in);
    if (count < 0 || count > most) {
      throw new IOException("A roster lists at most " + most + " of a kind: count=" + count);
    }
    return (int) count;
  }

  private static void writeOptional(@Nullable ModelVersion version, DataOutput out)
      throws IOException {
    out.writeBoolean(version != null);
    if (version != null) {
      writeVersion(version, out);
    }
  }

  private static @Nullable ModelVersion readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? readVersion(in) : null;
  }

  private static void writeVersion(ModelVersion version, DataOutput out) throws IOException {
    VarInts.writeText(version.version(), out);
    VarInts.writeText(version.digest(), out);
  }

  private static ModelVersion readVersion(DataInput in) throws IOException {
    String version = VarInts.readText(in);
    return new ModelVersion(version, VarInts.readText(in));
  }
}
