package io.alcedo.scoring.history;

import io.alcedo.scoring.event.EventTypes;
import io.alcedo.scoring.event.Rejection;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import io.alcedo.scoring.ingest.Ingested;
import io.alcedo.scoring.stage.FeatureStage;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The bounded run that computes the features of a history with the very operators of the live job,
 * and gives them out in the order of the input, the same at any parallelism.
 *
 * <p>It runs in BATCH mode: before each keyed operator Flink sorts by key and timestamp, and the
 * timestamps of a {@link HistorySource} are the numbers of the total order, so each profile takes
 * its events in that order. At the end everything has one key, which sorts all transactions back
 * into it.
 */
public final class FeaturesJob {
  private FeaturesJob() {}

  /**
   * Adds the run to an environment, which it sets to BATCH mode.
   *
   * @param history a bounded source whose timestamps are the positions in the total order
   * @param settings the feature stage
   * @param features takes the transactions in order, from one subtask
   * @param rejections takes what could not be used
   */
  public static void compose(
      StreamExecutionEnvironment env,
      Source<Ingested, ?, ?> history,
      FeatureStage.Settings settings,
      Sink<TransactionEvent> features,
      Sink<Rejection> rejections) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    env.getConfig().enableObjectReuse();
    env.configure(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
    SingleOutputStreamOperator<Ingested> source =
        env.fromSource(history, WatermarkStrategy.noWatermarks(), "history").uid("history");
    FeatureStage.Outputs stage = FeatureStage.attach(source, settings);
    stage
        .vectors()
        .keyBy(event -> 0, Types.INT)
        .process(new InOrder(), EventTypes.transactions(settings.plan().layout()))
        .setParallelism(1)
        .uid("in-order")
        .name("in-order")
        .sinkTo(features)
        .setParallelism(1)
        .uid("features")
        .name("features");
    stage.rejections().sinkTo(rejections).setParallelism(1).uid("rejections").name("rejections");
  }

  /** Passes on what its input has sorted. */
  private static final class InOrder
      extends KeyedProcessFunction<Integer, ScoringEvent, TransactionEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        ScoringEvent event, Context context, Collector<TransactionEvent> out) {
      out.collect((TransactionEvent) event);
    }
  }
}
