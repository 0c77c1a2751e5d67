package io.alcedo.retraining;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ClockKind;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Splitter;
import io.alcedo.retraining.join.JoinSettings;
import io.alcedo.retraining.join.Judged;
import io.alcedo.retraining.join.KnownTransaction;
import io.alcedo.retraining.join.LabelJoin;
import io.alcedo.retraining.join.Seen;
import io.alcedo.retraining.join.SeenSerializer;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.retraining.trigger.LabelSignals;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignalSerializer;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The data side of the retraining job between its sources and its sinks: takes in vectors, reports
 * and outcomes, and makes labels and training signals of them. Knows nothing of where records come
 * from or go to.
 *
 * @param vectors the vectors that models saw
 * @param outcomes what became of transactions
 * @param labels the changes of what transactions are held to be
 * @param judged the same changes beside the scores that they judge
 * @param refused what could not be used
 * @param signals what bears on whether a training is due: labels, requests and time
 */
public record LearningPipeline(
    DataStream<ScoredFeatures> vectors,
    DataStream<Outcome> outcomes,
    DataStream<Label> labels,
    DataStream<Judged> judged,
    DataStream<Incoming> refused,
    DataStream<TrainingSignal> signals) {
  private static final Duration TICK = Duration.ofSeconds(10);

  /**
   * Adds the pipeline behind its sources.
   *
   * @param source what the readers made of the input records
   * @param commands the requests for a training
   * @param clock the job's clock
   * @param maturity the age from which on transactions are trained on
   * @param metrics where the metrics page of the process is
   */
  public static LearningPipeline attach(
      DataStream<Incoming> source,
      DataStream<TrainingSignal> commands,
      JoinSettings settings,
      ClockKind clock,
      Duration maturity,
      AlcedoConfig.Metrics metrics) {
    SingleOutputStreamOperator<ScoredFeatures> vectors =
        named(
                source.process(new Splitter(metrics), RecordSerializer.type(ScoredFeatures.class)),
                "split")
            .setParallelism(source.getParallelism());
    DataStream<Seen> seen =
        named(vectors.map(LearningPipeline::seen).returns(SeenSerializer.TYPE), "remember")
            .setParallelism(source.getParallelism());
    SingleOutputStreamOperator<Label> labels =
        named(
            seen.keyBy(one -> key(one.tenant(), one.transactionId()), Types.STRING)
                .connect(
                    vectors
                        .getSideOutput(Splitter.REPORTS)
                        .keyBy(LearningPipeline::key, Types.STRING))
                .process(new LabelJoin(settings), RecordSerializer.type(Label.class)),
            "labels");
    SingleOutputStreamOperator<TrainingSignal> arrivals =
        named(
                labels.transform(
                    "label-signals",
                    TrainingSignalSerializer.TYPE,
                    new LabelSignals(TICK, clock, maturity)),
                "label-signals")
            .forceNonParallel();
    return new LearningPipeline(
        vectors,
        vectors.getSideOutput(Splitter.OUTCOMES),
        labels,
        labels.getSideOutput(LabelJoin.JUDGED),
        vectors.getSideOutput(Splitter.REFUSED).union(labels.getSideOutput(LabelJoin.REFUSED)),
        arrivals.union(commands));
  }

  /** Returns this pipeline with more signals. */
  public LearningPipeline withSignals(DataStream<TrainingSignal> more) {
    return new LearningPipeline(vectors, outcomes, labels, judged, refused, signals.union(more));
  }

  private static Seen seen(ScoredFeatures scored) {
    return new Seen(scored.getTenant(), scored.getTransactionId(), KnownTransaction.of(scored));
  }

  private static String key(Incoming incoming) {
    Reported reported = (Reported) incoming;
    return key(reported.tenant(), reported.transactionId());
  }

  /** A tenant has no '|', so different transactions have different keys. */
  private static String key(String tenant, String transactionId) {
    return tenant + '|' + transactionId;
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String id) {
    return operator.uid(id).name(id);
  }
}
