package io.alcedo.scoring;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.scoring.emit.AlertLinker;
import io.alcedo.scoring.emit.AlertNotice;
import io.alcedo.scoring.emit.DeadLetters;
import io.alcedo.scoring.emit.Emission;
import io.alcedo.scoring.inference.ModelSource;
import io.alcedo.scoring.inference.ScoreOperatorFactory;
import io.alcedo.scoring.inference.ScoreSettings;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.plan.PlanSource;
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
 * @param notices alerts and dead letters, which are few
 */
public record ScoringPipeline(DataStream<Emission> decisions, DataStream<Emission> notices) {
  /**
   * Adds the pipeline behind a source.
   *
   * @param source what the readers made of the input records
   * @param config the job's configuration
   * @param plan the feature set
   * @param rotation the last change of the pseudonyms' key, null where there was none
   * @param model the model that scores
   */
  public static ScoringPipeline attach(
      DataStream<Ingested> source,
      AlcedoConfig config,
      PlanSource plan,
      @Nullable KeyRotation rotation,
      ModelSource model) {
    FeatureStage.Outputs features =
        FeatureStage.attach(
            source,
            new FeatureStage.Settings(
                plan, config.register().horizon(), config.state().ttlSlack(), rotation));
    SingleOutputStreamOperator<Emission> decisions =
        named(
            features
                .vectors()
                .transform(
                    "score",
                    Emission.TYPE,
                    new ScoreOperatorFactory(new ScoreSettings(config, plan, model))),
            "score");
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
    return new ScoringPipeline(decisions, alerts.union(deadLetters));
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String id) {
    return operator.uid(id).name(id);
  }
}
