package io.alcedo.scoring.assignment;

import io.alcedo.model.BundleException;
import io.alcedo.operations.kafka.Framings;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.emit.ModelStatuses;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.metrics.ScoringMetrics;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.ConfiguredBundles;
import io.alcedo.scoring.roster.Roster;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the assignments of the job's model into rosters, one after another. A version whose bundle
 * cannot be run is refused and left out, and {@link #STATUSES} says why; where that is the active
 * one, the roster stays as it is. The state is the roster, whose feature sets only ever grow. Runs
 * once in a job.
 */
public final class RosterReader extends ProcessFunction<Assignment, Roster>
    implements CheckpointedFunction {
  /** The side output of refusals. */
  public static final OutputTag<Emission> STATUSES =
      new OutputTag<>("roster-statuses", Emission.TYPE);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RosterReader.class);

  private final AlcedoConfig config;
  private final PlanSource plan;
  private Roster current;
  private transient @Nullable ListState<Roster> state;
  private transient @Nullable ModelStatuses statuses;
  private transient @Nullable UnionCatalogue catalogue;

  /**
   * Creates the reader.
   *
   * @param first what the job's operators follow from the start, where no state says otherwise
   */
  public RosterReader(AlcedoConfig config, PlanSource plan, Roster first) {
    this.config = config;
    this.plan = plan;
    this.current = first;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    ListState<Roster> rosters =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "roster", EventTypes.rosters().createSerializer(new SerializerConfigImpl())));
    for (Roster roster : rosters.get()) {
      current = roster.resumed(current);
    }
    state = rosters;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    ListState<Roster> rosters = state;
    if (rosters != null) {
      rosters.update(List.of(current));
    }
  }

  @Override
  public void open(OpenContext context) {
    statuses =
        new ModelStatuses(
            "roster",
            current.assignment().modelName(),
            Framings.of(config),
            InstantSource.system()::millis);
    catalogue = new UnionCatalogue(config, plan);
    catalogue.tell(current.featureSets());
  }

  @Override
  public void processElement(Assignment assignment, Context context, Collector<Roster> out) {
    if (!assignment.modelName().equals(current.assignment().modelName())
        || assignment.generation() <= current.generation()) {
      return;
    }
    Assignment complete = FirstRoster.withActive(assignment, current.assignment().active());
    try {
      RosterBuilder builder =
          new RosterBuilder(ConfiguredBundles.of(config.model()), plan, current.featureSets());
      Roster roster = builder.build(complete);
      builder
          .refused()
          .forEach((version, refusal) -> refuse(version, refusal, assignment, context));
      if (roster != null) {
        if (catalogue != null && roster.featureSets().size() > current.featureSets().size()) {
          catalogue.tell(roster.featureSets());
        }
        current = roster;
        out.collect(roster);
      }
    } catch (BundleException e) {
      // Whom to trust cannot be read any more: nothing new is trusted, and what runs goes on.
      refuse(Objects.requireNonNull(complete.active()), e, assignment, context);
    }
  }

  private void refuse(
      ModelVersion version, BundleException refusal, Assignment assignment, Context context) {
    LOG.warn(
        "An assignment names a model that is refused: generation={}, version={}, code={}: {}",
        assignment.generation(),
        version.version(),
        refusal.problem(),
        refusal.getMessage());
    ScoringMetrics.ofProcess().swaps().refusals(refusal.problem().name()).inc();
    ModelStatuses writer = statuses;
    if (writer != null) {
      context.output(STATUSES, writer.rejected(version, refusal, assignment.generation()));
    }
  }
}
