package io.alcedo.scoring.ingest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested.Accepted;
import io.alcedo.scoring.ingest.Ingested.Rejected;
import io.alcedo.scoring.plan.HeardSets;
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
 * from transactions what nothing behind it reads, their content was hashed before, and says on them
 * how many features can be computed of the rest.
 */
public final class Splitter extends ProcessFunction<Ingested, ScoringEvent> {
  /** Where the rejections come out. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("ingest-rejections", EventTypes.rejections());

  private static final long serialVersionUID = 1L;

  private final PlanSource source;
  private final List<String> others;
  private transient @Nullable HeardSets heard;
  private transient @Nullable Kept kept;

  /** What is kept of rows for the sake of some feature sets beyond the job's own. */
  private record Kept(List<String> sets, SlimRow rows, int features) {}

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
    HeardSets sets = HeardSets.hold(getRuntimeContext().getJobInfo().getJobId());
    heard = sets;
    kept = kept(sets.sets());
  }

  @Override
  public void close() {
    if (heard != null) {
      heard.close();
      heard = null;
    }
  }

  private Kept kept(List<String> sets) {
    FeaturePlan plan = source.union(sets).compile(source.layout());
    return new Kept(sets, new SlimRow(plan, others), plan.size());
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<ScoringEvent> out) {
    if (ingested instanceof Accepted accepted) {
      if (accepted.event() instanceof TransactionEvent transaction) {
        reduce(transaction);
      }
      out.collect(accepted.event());
    } else if (ingested instanceof Rejected rejected) {
      context.output(REJECTIONS, rejected.rejection());
    }
  }

  private void reduce(TransactionEvent transaction) {
    HeardSets sets = heard;
    Kept keeping = kept;
    if (sets == null || keeping == null) {
      throw new IllegalStateException("A splitter is opened before it is used");
    }
    if (keeping.sets.size() < sets.sets().size()) {
      keeping = kept(sets.sets());
      kept = keeping;
    }
    keeping.rows.reduce(transaction.row());
    TransactionRow twin = transaction.twin();
    if (twin != null) {
      keeping.rows.reduce(twin);
    }
    transaction.plan(keeping.features);
  }
}
