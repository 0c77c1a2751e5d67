package io.alcedo.scoring.history;

import io.alcedo.scoring.ingest.IngestSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.ingest.IngestedSerializer;
import io.alcedo.scoring.ingest.RecordIngest;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A bounded source of past transactions, their labels and their outcomes, in the one total order:
 * by time; at the same instant labels, then outcomes, then transactions; then in the order of the
 * rows. One reader reads it, whatever the parallelism, since an order cannot be split; the position
 * in it is the source's state.
 *
 * <p>The timestamp of a record is its number in that order, not its event time: Flink's BATCH mode
 * sorts each key's records by timestamp, unstably, so events of the same instant would otherwise be
 * shuffled.
 */
public final class HistorySource
    implements Source<Ingested, HistorySplit, HistoryEnumerator.State>,
        ResultTypeQueryable<Ingested> {
  private static final long serialVersionUID = 1L;

  private final HistoryOrigin origin;
  private final IngestSettings settings;
  private final boolean profilesOnly;

  /**
   * Creates a source.
   *
   * @param origin the transactions
   * @param settings how they are anonymised; their times have no bounds
   * @param profilesOnly whether they are to fill profiles without output (a bootstrap), or to have
   *     vectors (a bounded run)
   */
  public HistorySource(HistoryOrigin origin, IngestSettings settings, boolean profilesOnly) {
    this.origin = origin;
    this.settings = settings;
    this.profilesOnly = profilesOnly;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Ingested, HistorySplit> createReader(SourceReaderContext context)
      throws Exception {
    return new HistoryReader(origin, new RecordIngest(settings), profilesOnly);
  }

  @Override
  public SplitEnumerator<HistorySplit, HistoryEnumerator.State> createEnumerator(
      SplitEnumeratorContext<HistorySplit> context) {
    return restoreEnumerator(context, new HistoryEnumerator.State(new HistorySplit(0)));
  }

  @Override
  public SplitEnumerator<HistorySplit, HistoryEnumerator.State> restoreEnumerator(
      SplitEnumeratorContext<HistorySplit> context, HistoryEnumerator.State state) {
    return new HistoryEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<HistorySplit> getSplitSerializer() {
    return HistorySplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<HistoryEnumerator.State> getEnumeratorCheckpointSerializer() {
    return HistoryEnumerator.State.SERIALIZER;
  }

  @Override
  public TypeInformation<Ingested> getProducedType() {
    return IngestedSerializer.type(settings.layout());
  }
}
