package io.alcedo.scoring.history;

import io.alcedo.schema.history.History;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.RecordIngest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history's one split: the events in the total order, each with its number in that order as
 * its timestamp. After a restart it reads the file anew and passes over what was emitted. Personal
 * data of the file ends here, as that of Kafka records does in their deserializer.
 */
final class HistoryReader implements SourceReader<Ingested, HistorySplit> {
  private final HistoryOrigin source;
  private final RecordIngest ingest;
  private final boolean profilesOnly;
  private final String name;

  private CompletableFuture<Void> available = new CompletableFuture<>();
  private @Nullable Iterator<LabelledTransaction> transactions;
  private @Nullable History events;
  private boolean assigned;
  private boolean ended;
  private long position;

  HistoryReader(HistoryOrigin source, RecordIngest ingest, boolean profilesOnly) {
    this.source = source;
    this.ingest = ingest;
    this.profilesOnly = profilesOnly;
    this.name = source.name();
  }

  /** Asks for nothing: the split is pushed. */
  @Override
  public void start() {}

  @Override
  public InputStatus pollNext(ReaderOutput<Ingested> output) throws Exception {
    if (!assigned || ended) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (position == HistorySplit.DONE) {
      return end();
    }
    History opened = events;
    if (opened == null) {
      opened = open();
      events = opened;
    }
    if (opened.hasNext()) {
      HistoryEvent event = opened.next();
      Origin origin = new Origin(name, 0, event.position(), event.time());
      Ingested ingested = ingest.history(event, origin, profilesOnly);
      if (ingested != null) {
        output.collect(ingested, position);
      }
      position++;
      return InputStatus.MORE_AVAILABLE;
    }
    position = HistorySplit.DONE;
    close();
    return end();
  }

  /**
   * Says once that the input has ended. A hybrid source asks on while another subtask still reads,
   * and tells its coordinator each time: it would flood it, so it is then put off for good.
   */
  private InputStatus end() {
    ended = true;
    available = new CompletableFuture<>();
    return InputStatus.END_OF_INPUT;
  }

  private History open() throws Exception {
    Iterator<LabelledTransaction> opened = source.open();
    transactions = opened;
    History history = History.of(opened);
    for (long passed = 0; passed < position && history.hasNext(); passed++) {
      history.next();
    }
    return history;
  }

  @Override
  public List<HistorySplit> snapshotState(long checkpoint) {
    return assigned ? List.of(new HistorySplit(position)) : List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return available;
  }

  @Override
  public void addSplits(List<HistorySplit> splits) {
    for (HistorySplit split : splits) {
      if (!assigned || !split.done()) {
        position = split.position();
      }
      assigned = true;
    }
    if (assigned) {
      available.complete(null);
    }
  }

  /** Changes nothing: a reader ends when it has read its split. */
  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() throws Exception {
    Iterator<LabelledTransaction> opened = transactions;
    transactions = null;
    events = null;
    if (opened instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
