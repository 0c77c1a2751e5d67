package io.alcedo.scoring.history;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the whole history to the first reader that comes, and nothing to all others.
 *
 * <p>A reader is sent one thing, its split, and ends when it has read it. That no other comes is
 * not said: a reader with nothing to read would be gone before it heard, and Flink fails a job over
 * an event that it cannot deliver.
 */
final class HistoryEnumerator implements SplitEnumerator<HistorySplit, HistoryEnumerator.State> {
  /**
   * What is left to give.
   *
   * @param unassigned the split, null once a reader has it
   */
  record State(@Nullable HistorySplit unassigned) {
    static final SimpleVersionedSerializer<State> SERIALIZER = new StateSerializer();
  }

  private final SplitEnumeratorContext<HistorySplit> context;
  private @Nullable HistorySplit unassigned;

  HistoryEnumerator(SplitEnumeratorContext<HistorySplit> context, State state) {
    this.context = context;
    this.unassigned = state.unassigned;
  }

  @Override
  public void start() {}

  /** Does nothing: splits are pushed, since a hybrid source may hand on a request to another. */
  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {}

  @Override
  public void addSplitsBack(List<HistorySplit> splits, int subtask) {
    for (HistorySplit split : splits) {
      if (!split.done()) {
        unassigned = split;
      }
    }
  }

  @Override
  public void addReader(int subtask) {
    HistorySplit split = unassigned;
    unassigned = null;
    context.assignSplit(split != null ? split : new HistorySplit(HistorySplit.DONE), subtask);
  }

  @Override
  public State snapshotState(long checkpoint) {
    return new State(unassigned);
  }

  @Override
  public void close() {}

  /** Writes whether there is a split, and the split. */
  private static final class StateSerializer implements SimpleVersionedSerializer<State> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(State state) throws IOException {
      HistorySplit split = state.unassigned;
      return split == null ? new byte[0] : HistorySplit.SERIALIZER.serialize(split);
    }

    @Override
    public State deserialize(int version, byte[] serialized) throws IOException {
      if (version != VERSION) {
        throw new IOException("A history's state has version 1: version=" + version);
      }
      return new State(
          serialized.length == 0 ? null : HistorySplit.SERIALIZER.deserialize(1, serialized));
    }
  }
}
