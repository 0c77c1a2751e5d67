package io.alcedo.retraining.monitoring;

import io.alcedo.schema.Decision;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.monitor.HourCounter;
import io.alcedo.training.monitor.HourSummary;
import io.alcedo.training.monitor.QualityMonitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts the vectors, scores and decisions of each hour of event time, and tells of an hour when
 * the watermark has passed it, before it hands that watermark on. Every vector is counted, none
 * sampled. What is open lies in the checkpoint as parts that any subtask can go on from.
 *
 * <p>Places of a vector beyond the feature set's, which extensions add, are not counted.
 */
final class VectorCounter extends AbstractStreamOperator<MonitoringPart>
    implements OneInputStreamOperator<ScoredFeatures, MonitoringPart> {
  private static final long serialVersionUID = 1L;
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long TELL_MILLIS = 10_000;

  /** Half a MiB each: so many hours are counted at once where partitions are far apart. */
  private static final int MOST_OPEN = 8;

  private final ArrayList<String> names;
  private transient TreeMap<Long, HourCounter> open;
  private transient Map<Long, HourSummary> carried;
  private transient QualityMonitor quality;
  private transient ListState<MonitoringPart> kept;
  private transient String modelName;
  private transient float[] vector;
  private transient long told;
  private transient long passed;
  private transient long late;

  /**
   * Creates the operator.
   *
   * @param names the features in the vector's order
   */
  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  VectorCounter(List<String> names) {
    this.names = new ArrayList<>(names);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    open = new TreeMap<>();
    carried = new HashMap<>();
    quality = new QualityMonitor();
    modelName = "";
    vector = new float[names.size()];
    passed = Long.MIN_VALUE;
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("open", MonitoringPartSerializer.INSTANCE));
    for (MonitoringPart part : kept.get()) {
      late += part.late();
      modelName = part.modelName().isEmpty() ? modelName : part.modelName();
      byte[] summary = part.summary();
      if (summary != null) {
        HourSummary hour = HourSummary.of(summary);
        carried.merge(hour.hour(), hour, HourSummary::plus);
      }
      byte[] decisions = part.quality();
      if (decisions != null) {
        quality.addAll(QualityMonitor.of(decisions));
      }
    }
  }

  @Override
  public void processElement(StreamRecord<ScoredFeatures> element) {
    ScoredFeatures scored = element.getValue();
    Double score = scored.getScore();
    CharSequence version = scored.getModelVersion();
    long time = scored.getEventTime().toEpochMilli();
    HourCounter counter = counter(Math.floorDiv(time, HOUR_MILLIS));
    if (counter == null) {
      late++;
    } else {
      counter.addVector(vector(scored.getVector()));
    }
    if (score == null || version == null) {
      return;
    }
    modelName = String.valueOf(scored.getModelName());
    if (counter != null) {
      counter.addScore(version.toString(), score);
    }
    Decision decision = scored.getDecision();
    quality.scored(
        new QualityMonitor.Decided(
            version.toString(),
            time,
            score,
            decision != Decision.APPROVE,
            decision == Decision.DECLINE));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean ended = mark.getTimestamp() == Long.MAX_VALUE;
    if (!ended) {
      passed = Math.max(passed, Math.floorDiv(mark.getTimestamp(), HOUR_MILLIS) - 1);
      for (Map.Entry<Long, HourSummary> entry : List.copyOf(carried.entrySet())) {
        if (entry.getKey() <= passed) {
          tell(entry.getValue().toBytes());
          carried.remove(entry.getKey());
        }
      }
      while (!open.isEmpty() && open.firstKey() <= passed) {
        tell(open.pollFirstEntry().getValue().summary().toBytes());
      }
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    if ((ended || now - told >= TELL_MILLIS) && !quality.isEmpty()) {
      tell(null);
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<MonitoringPart> parts = new ArrayList<>();
    parts.add(
        new MonitoringPart(modelName, null, quality.isEmpty() ? null : quality.toBytes(), late));
    carried.values().forEach(hour -> parts.add(part(hour)));
    open.values().forEach(counter -> parts.add(part(counter.summary())));
    kept.update(parts);
  }

  private MonitoringPart part(HourSummary hour) {
    return new MonitoringPart(modelName, hour.toBytes(), null, 0);
  }

  private @Nullable HourCounter counter(long hour) {
    if (hour <= passed) {
      return null;
    }
    HourCounter counter = open.get(hour);
    if (counter == null) {
      if (open.size() >= MOST_OPEN) {
        tell(open.pollFirstEntry().getValue().summary().toBytes());
      }
      counter = new HourCounter(hour, names);
      open.put(hour, counter);
    }
    return counter;
  }

  private float[] vector(List<Float> places) {
    int known = Math.min(places.size(), vector.length);
    float[] target = known == vector.length ? vector : new float[known];
    for (int place = 0; place < known; place++) {
      target[place] = places.get(place);
    }
    return target;
  }

  /** Tells of an hour, or of none, and of all decisions since it told last. */
  private void tell(byte @Nullable [] summary) {
    byte[] decisions = quality.isEmpty() ? null : quality.toBytes();
    output.collect(new StreamRecord<>(new MonitoringPart(modelName, summary, decisions, late)));
    quality = new QualityMonitor();
    late = 0;
    told = getProcessingTimeService().getCurrentProcessingTime();
  }
}
