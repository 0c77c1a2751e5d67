package io.alcedo.scoring.ingest;

import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.plan.SlimRow;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends events on and rejections to the side. Stands right behind a source, in its chain. Takes
 * from transactions what nothing behind it reads: their content was hashed before.
 */
public final class Splitter extends ProcessFunction<Ingested, ScoringEvent> {
  /** Where the rejections come out. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("ingest-rejections", EventTypes.rejections());

  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final List<String> others;
  private transient @Nullable SlimRow rows;

  /**
   * Creates the function for this feature set.
   *
   * @param others the names of the slots that are read beside those of the feature set
   */
  public Splitter(PlanSource source, Collection<String> others) {
    this.source = source;
    this.others = List.copyOf(others);
  }

  @Override
  public void open(OpenContext context) {
    rows = new SlimRow(source.compile(), others);
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<ScoringEvent> out) {
    if (ingested instanceof Accepted accepted) {
      if (accepted.event() instanceof TransactionEvent transaction && rows != null) {
        rows.reduce(transaction.row());
        TransactionRow twin = transaction.twin();
        if (twin != null) {
          rows.reduce(twin);
        }
      }
      out.collect(accepted.event());
    } else if (ingested instanceof Rejected rejected) {
      context.output(REJECTIONS, rejected.rejection());
    }
  }
}
