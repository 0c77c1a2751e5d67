package io.alcedo.scoring.history;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A reader's part of a history: one reader has all of it, since a total order cannot be read in
 * parts, and every other reader has nothing.
 *
 * <p>Every reader has a split, and keeps it in its state when it has read it to its end: a hybrid
 * source that has moved on restarts such a reader without telling it that no split will come.
 *
 * @param position how many events were emitted, which is the number of the next one; {@link #DONE}
 *     where there is none
 */
record HistorySplit(long position) implements SourceSplit {
  /** The position of a split that has been read, or that is none from the start. */
  static final long DONE = -1;

  static final SimpleVersionedSerializer<HistorySplit> SERIALIZER = new Serializer();

  boolean done() {
    return position == DONE;
  }

  @Override
  public String splitId() {
    return done() ? "done" : "history";
  }

  /** Writes the position as eight bytes. */
  private static final class Serializer implements SimpleVersionedSerializer<HistorySplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(HistorySplit split) {
      return ByteBuffer.allocate(Long.BYTES).putLong(split.position).array();
    }

    @Override
    public HistorySplit deserialize(int version, byte[] serialized) {
      if (version != VERSION) {
        throw new IllegalArgumentException("A history's split has version 1: version=" + version);
      }
      return new HistorySplit(ByteBuffer.wrap(serialized).getLong());
    }
  }
}
