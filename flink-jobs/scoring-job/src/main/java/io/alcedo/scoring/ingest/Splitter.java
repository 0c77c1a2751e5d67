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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends events on and rejections to the side. Stands right behind a source, in its chain. Takes
 * from transactions what nothing behind it reads, their content was hashed before, and says on them
 * how many features can be computed of the rest. Which feature sets it thereby thinks of, beside
 * the job's own, is its state: those of the first roster, and what hops of the process have heard
 * of since.
 */
public final class Splitter extends ProcessFunction<Ingested, ScoringEvent>
    implements CheckpointedFunction {
  /** Where the rejections come out. */
  public static final OutputTag<Rejection> REJECTIONS =
      new OutputTag<>("ingest-rejections", EventTypes.rejections());

  private static final long serialVersionUID = 1L;

  private static final MapStateDescriptor<Integer, String> SETS =
      new MapStateDescriptor<>("feature-sets", Types.INT, Types.STRING);

  /** Where the state says how many sets it holds, so that none is told from no state. */
  private static final int COUNT = -1;

  private final PlanSource source;
  private final List<String> first;
  private final List<String> others;
  private transient @Nullable BroadcastState<Integer, String> state;
  private transient @Nullable HeardSets heard;
  private transient @Nullable Kept kept;
  private transient int heardTimes;

  /** What is kept of rows for the sake of some feature sets beyond the job's own. */
  private record Kept(List<String> sets, SlimRow rows, int features) {}

  /**
   * Creates the function for this feature set.
   *
   * @param first the sets of the first roster beyond the job's own
   * @param others the names of the slots that are read beside those of the feature sets
   */
  public Splitter(PlanSource source, List<String> first, Collection<String> others) {
    this.source = source;
    this.first = List.copyOf(first);
    this.others = List.copyOf(others);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    BroadcastState<Integer, String> sets = context.getOperatorStateStore().getBroadcastState(SETS);
    state = sets;
    String count = sets.get(COUNT);
    if (count == null) {
      keep(first);
    } else {
      List<String> restored = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(count); i++) {
        restored.add(sets.get(i));
      }
      kept = kept(restored);
    }
  }

  @Override
  public void open(OpenContext context) {
    heard = HeardSets.hold(getRuntimeContext().getJobInfo().getJobId());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The sets are in the state since they came.
  }

  @Override
  public void close() {
    if (heard != null) {
      heard.close();
      heard = null;
    }
  }

  private void keep(List<String> sets) throws Exception {
    kept = kept(sets);
    if (state != null) {
      state.put(COUNT, Integer.toString(sets.size()));
      for (int i = 0; i < sets.size(); i++) {
        state.put(i, sets.get(i));
      }
    }
  }

  private Kept kept(List<String> sets) {
    FeaturePlan plan = source.union(sets).compile(source.layout());
    return new Kept(sets, new SlimRow(plan, others), plan.size());
  }

  @Override
  public void processElement(Ingested ingested, Context context, Collector<ScoringEvent> out)
      throws Exception {
    if (ingested instanceof Accepted accepted) {
      if (accepted.event() instanceof TransactionEvent transaction) {
        reduce(transaction);
      }
      out.collect(accepted.event());
    } else if (ingested instanceof Rejected rejected) {
      context.output(REJECTIONS, rejected.rejection());
    }
  }

  private void reduce(TransactionEvent transaction) throws Exception {
    if (heard != null && heard.said().times() != heardTimes) {
      follow(heard.said());
    }
    Kept keeping = Objects.requireNonNull(kept);
    keeping.rows.reduce(transaction.row());
    TransactionRow twin = transaction.twin();
    if (twin != null) {
      keeping.rows.reduce(twin);
    }
    transaction.plan(keeping.features);
  }

  /** Goes by what hops say, unless they have just not yet caught up with the state. */
  private void follow(HeardSets.Said said) throws Exception {
    heardTimes = said.times();
    if (kept == null || !HeardSets.isStartOf(said.sets(), kept.sets)) {
      keep(said.sets());
    }
  }
}
