package io.alcedo.retraining.monitoring;

import io.alcedo.retraining.join.Judged;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignalSerializer;
import io.alcedo.schema.ScoredFeatures;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Adds monitoring to the retraining job. Stateless. */
public final class Monitoring {
  /** How far vectors of one subtask may be out of order, by event time. */
  private static final Duration OUT_OF_ORDER = Duration.ofMinutes(10);

  private static final Duration IDLE = Duration.ofSeconds(30);

  private Monitoring() {}

  /**
   * Watches vectors and verdicts.
   *
   * @param vectors the vectors that models saw
   * @param judged labels beside the scores that they judge
   * @return the drift alarms
   */
  public static DataStream<TrainingSignal> attach(
      DataStream<ScoredFeatures> vectors, DataStream<Judged> judged, MonitoringSettings settings) {
    SingleOutputStreamOperator<ScoredFeatures> timed =
        named(
            vectors.assignTimestampsAndWatermarks(
                WatermarkStrategy.<ScoredFeatures>forBoundedOutOfOrderness(OUT_OF_ORDER)
                    .withTimestampAssigner((scored, before) -> scored.getEventTime().toEpochMilli())
                    .withIdleness(IDLE)),
            "monitoring-time",
            vectors.getParallelism());
    SingleOutputStreamOperator<MonitoringPart> parts =
        named(
            timed.transform(
                "monitoring-count",
                MonitoringPartSerializer.TYPE,
                new VectorCounter(settings.features())),
            "monitoring-count",
            vectors.getParallelism());
    return named(
        parts
            .connect(judged)
            .transform(
                "monitoring", TrainingSignalSerializer.TYPE, new MonitoringOperator(settings)),
        "monitoring",
        1);
  }

  private static <T> SingleOutputStreamOperator<T> named(
      SingleOutputStreamOperator<T> operator, String id, int parallelism) {
    return operator.uid(id).name(id).setParallelism(parallelism);
  }
}
