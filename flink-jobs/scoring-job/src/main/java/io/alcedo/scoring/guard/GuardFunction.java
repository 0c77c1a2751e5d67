package io.alcedo.scoring.guard;

import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RefusedChangeException;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.ModelStatuses;
import io.alcedo.scoring.metrics.GuardMetrics;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a promoted model by the reports of all score subtasks, and has it rolled back where the
 * judge says so: by a thread of its own, so that Kafka's pace holds nothing back. A rollback that
 * could not be made is tried again at the next report. It emits what it says of the model as a
 * status. Runs once in a job; its state is what models said before their promotion.
 */
public final class GuardFunction extends ProcessFunction<WindowSummary, Emission>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(GuardFunction.class);

  private final AlcedoConfig config;
  private final String modelName;
  private final WayBack wayBack;
  private transient @Nullable GuardJudge judge;
  private transient @Nullable ListState<WindowSummary> state;
  private transient @Nullable Opened opened;
  private transient boolean alarmed;
  private transient long saidGeneration;

  /**
   * What is there while the function is open.
   *
   * @param asking whether a rollback is being asked for
   * @param settled whether it was made or refused, so that it is not asked for again
   */
  private record Opened(
      ExecutorService thread,
      AtomicBoolean asking,
      AtomicBoolean settled,
      GuardMetrics metrics,
      ModelStatuses statuses) {}

  /** Creates the guard of a job's model. */
  public GuardFunction(AlcedoConfig config, String modelName, WayBack wayBack) {
    this.config = config;
    this.modelName = modelName;
    this.wayBack = wayBack;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<WindowSummary> kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("references", WindowSerializer.INSTANCE));
    GuardJudge fresh = new GuardJudge(config.guard());
    List<ModelWindow> references = new ArrayList<>();
    kept.get().forEach(summary -> references.addAll(summary.models()));
    fresh.restore(references);
    judge = fresh;
    state = kept;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    if (state != null && judge != null) {
      state.update(List.of(new WindowSummary(0, judge.references(), -1, null)));
    }
  }

  @Override
  public void open(OpenContext context) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread named = new Thread(work, "alcedo-guard");
              named.setDaemon(true);
              return named;
            });
    opened =
        new Opened(
            thread,
            new AtomicBoolean(),
            new AtomicBoolean(),
            ScoringMetrics.ofProcess().guard(),
            new ModelStatuses(
                "guard", modelName, Framings.of(config), InstantSource.system()::millis));
  }

  @Override
  public void processElement(WindowSummary summary, Context context, Collector<Emission> out) {
    GuardJudge judging = judge;
    Opened with = opened;
    if (judging == null || with == null) {
      throw new IllegalStateException("A guard is opened before it is used");
    }
    GuardVerdict verdict = judging.judge(summary);
    alarm(verdict.attack(), with.metrics());
    GuardVerdict.Fault fault = verdict.fault();
    if (fault == null) {
      return;
    }
    ModelVersion active = summary.activeModel().version();
    if (summary.generation() > saidGeneration) {
      saidGeneration = summary.generation();
      with.settled().set(false);
      LOG.warn(
          "A promoted model misbehaves: version={}, fault={}: {}",
          active.version(),
          fault,
          verdict.reason());
      out.collect(
          with.statuses()
              .rejected(active, "GUARD_" + fault, verdict.reason(), summary.generation()));
    }
    if (!with.settled().get() && with.asking().compareAndSet(false, true)) {
      with.thread().execute(() -> rollBack(active, fault, verdict.reason(), with));
    }
  }

  private void alarm(boolean attack, GuardMetrics metrics) {
    if (attack && !alarmed) {
      LOG.warn("A promoted model and the one before both score otherwise than before");
      metrics.alarms().inc();
    }
    alarmed = attack;
    metrics.alarm().set(attack ? 1 : 0);
  }

  /** On the guard's own thread. */
  private void rollBack(ModelVersion active, GuardVerdict.Fault fault, String reason, Opened with) {
    try {
      wayBack.rollBack(modelName, active, fault + ": " + reason);
      with.metrics().rollbacks(fault.name()).inc();
      with.settled().set(true);
      LOG.warn("A promoted model was rolled back: version={}, fault={}", active.version(), fault);
    } catch (RefusedChangeException e) {
      with.metrics().failures("refused").inc();
      with.settled().set(true);
      LOG.error("A model cannot be rolled back: version={}", active.version(), e);
    } catch (IOException | RuntimeException e) {
      with.metrics().failures("unreachable").inc();
      LOG.error("A model could not be rolled back yet: version={}", active.version(), e);
    } finally {
      with.asking().set(false);
    }
  }

  @Override
  public void close() {
    Opened with = opened;
    if (with != null) {
      with.thread().shutdownNow();
      opened = null;
    }
  }
}
