package io.alcedo.scoring.history;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The one split of a history, whole from a position on: a total order cannot be read in parts.
 *
 * @param position how many events were emitted, which is the number of the next one
 */
record HistorySplit(long position) implements SourceSplit {
  static final SimpleVersionedSerializer<HistorySplit> SERIALIZER = new Serializer();

  @Override
  public String splitId() {
    return "history";
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
