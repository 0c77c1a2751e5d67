package io.alcedo.scoring.guard;

import io.alcedo.jobs.ImmutableSerializer;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.row.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's serializer of summaries: a version byte, then counts as varints. */
final class WindowSerializer extends ImmutableSerializer<WindowSummary> {
  static final WindowSerializer INSTANCE = new WindowSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MOST_MODELS = 1 << 10;

  private WindowSerializer() {}

  @Override
  public WindowSummary createInstance() {
    return new WindowSummary(0, List.of(), -1, null);
  }

  @Override
  public void serialize(WindowSummary summary, DataOutputView target) throws IOException {
    target.writeByte(VERSION);
    VarInts.writeUnsigned(summary.generation(), target);
    VarInts.writeUnsigned(summary.models().size(), target);
    for (ModelWindow model : summary.models()) {
      write(model, target);
    }
    VarInts.writeSigned(summary.former(), target);
    PairWindow pair = summary.pair();
    target.writeBoolean(pair != null);
    if (pair != null) {
      VarInts.writeUnsigned(pair.pairs(), target);
      VarInts.writeUnsigned(pair.activeOnly(), target);
      VarInts.writeUnsigned(pair.formerOnly(), target);
      VarInts.writeUnsigned(pair.both(), target);
      write(pair.active(), target);
      write(pair.former(), target);
    }
  }

  @Override
  public WindowSummary deserialize(DataInputView source) throws IOException {
    checkVersion(source, VERSION);
    long generation = VarInts.readUnsigned(source);
    long count = VarInts.readUnsigned(source);
    if (count < 0 || count > MOST_MODELS) {
      throw new IOException("A summary tells of few models: count=" + count);
    }
    List<ModelWindow> models = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      models.add(readModel(source));
    }
    int former = (int) VarInts.readSigned(source);
    PairWindow pair = null;
    if (source.readBoolean()) {
      pair =
          new PairWindow(
              VarInts.readUnsigned(source),
              VarInts.readUnsigned(source),
              VarInts.readUnsigned(source),
              VarInts.readUnsigned(source),
              readHistogram(source),
              readHistogram(source));
    }
    return new WindowSummary(generation, models, former, pair);
  }

  static void write(ModelWindow model, DataOutput out) throws IOException {
    VarInts.writeText(model.version().version(), out);
    VarInts.writeText(model.version().digest(), out);
    VarInts.writeUnsigned(model.asked(), out);
    VarInts.writeUnsigned(model.failed(), out);
    VarInts.writeUnsigned(model.invalid(), out);
    VarInts.writeUnsigned(model.failedCalls(), out);
    VarInts.writeUnsigned(model.calls(), out);
    VarInts.writeUnsigned(model.slowCalls(), out);
    write(model.scores(), out);
  }

  static ModelWindow readModel(DataInput in) throws IOException {
    String version = VarInts.readText(in);
    return new ModelWindow(
        new ModelVersion(version, VarInts.readText(in)),
        VarInts.readUnsigned(in),
        VarInts.readUnsigned(in),
        VarInts.readUnsigned(in),
        VarInts.readUnsigned(in),
        VarInts.readUnsigned(in),
        VarInts.readUnsigned(in),
        readHistogram(in));
  }

  private static void write(ScoreHistogram histogram, DataOutput out) throws IOException {
    for (int i = 0; i < ScoreHistogram.STEPS; i++) {
      VarInts.writeUnsigned(histogram.count(i), out);
    }
  }

  private static ScoreHistogram readHistogram(DataInput in) throws IOException {
    long[] counts = new long[ScoreHistogram.STEPS];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = VarInts.readUnsigned(in);
    }
    return ScoreHistogram.of(counts);
  }

  @Override
  public TypeSerializerSnapshot<WindowSummary> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What checkpoints keep of the serializer: nothing but its class. */
  @SuppressWarnings("WeakerAccess") // Flink creates it by name.
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowSummary> {
    /** Creates a snapshot. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
