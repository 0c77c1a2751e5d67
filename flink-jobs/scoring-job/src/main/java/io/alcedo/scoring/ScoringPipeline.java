package io.alcedo.scoring;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.registry.Assignment;
import io.alcedo.scoring.assignment.RosterReader;
import io.alcedo.scoring.emit.AlertLinker;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.DeadLetters;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.guard.AssignedWayBack;
import io.alcedo.scoring.guard.GuardFunction;
import io.alcedo.scoring.guard.WindowSummary;
import io.alcedo.scoring.inference.ModelSource;
import io.alcedo.scoring.inference.ScoreOperatorFactory;
import io.alcedo.scoring.inference.ScoreSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.scoring.roster.Roster;
import io.alcedo.scoring.stage.FeatureStage;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole job between its sources and its sinks: features, score, decision, alerts, dead letters.
 * Knows nothing of where events come from or where records go.
 *
 * @param decisions the risk event and the vector of every transaction
 * @param notices alerts, dead letters and refused models, which are few
 */
public record ScoringPipeline(DataStream<Emission> decisions, DataStream<Emission> notices) {
  /**
   * Adds the pipeline behind a source.
   *
   * @param source what the readers made of the input records
   * @param assignments which versions of the model do what, as it changes
   * @param config the job's configuration
   * @param plan the feature set
   * @param rotation the last change of the pseudonyms' key, null where there was none
   * @param models where models come from
   * @param first what is followed until another roster comes
   */
  public static ScoringPipeline attach(
      DataStream<Ingested> source,
      DataStream<Assignment> assignments,
      AlcedoConfig config,
      PlanSource plan,
      @Nullable KeyRotation rotation,
      ModelSource models,
      Roster first) {
    SingleOutputStreamOperator<Roster> rosters =
        named(
            assignments
                .process(new RosterReader(config, plan, first), EventTypes.rosters())
                .setParallelism(1),
            "rosters");
    FeatureStage.Outputs features =
        FeatureStage.attach(
            source,
            rosters,
            first,
            new FeatureStage.Settings(
                plan, config.register().horizon(), config.state().ttlSlack(), rotation));
    SingleOutputStreamOperator<Emission> decisions =
        named(
            features
                .vectors()
                .transform(
                    "score",
                    Emission.TYPE,
                    new ScoreOperatorFactory(new ScoreSettings(config, plan, models, first))),
            "score");
    DataStream<Emission> guard =
        named(
            decisions
                .getSideOutput(WindowSummary.TAG)
                .process(
                    new GuardFunction(
                        config, first.assignment().modelName(), new AssignedWayBack(config)),
                    Emission.TYPE)
                .setParallelism(1),
            "guard");
    DataStream<AlertNotice> closings =
        named(
            source.flatMap(new SourceTap(config.metrics())).returns(AlertNotice.TYPE), "closings");
    DataStream<Emission> alerts =
        named(
            decisions
                .getSideOutput(AlertNotice.TAG)
                .union(closings)
                .keyBy(AlertNotice::cardKey, Types.STRING)
                .process(new AlertLinker(config), Emission.TYPE),
            "alerts");
    DataStream<Emission> deadLetters =
        named(
            features.rejections().map(new DeadLetters(config)).returns(Emission.TYPE),
            "dead-letters");
    return new ScoringPipeline(
        decisions, alerts.union(deadLetters, guard, rosters.getSideOutput(RosterReader.STATUSES)));
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String id) {
    return operator.uid(id).name(id);
  }
}
