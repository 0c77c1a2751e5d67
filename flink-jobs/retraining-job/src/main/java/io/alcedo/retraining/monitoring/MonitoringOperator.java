package io.alcedo.retraining.monitoring;

import io.alcedo.retraining.join.Judged;
import io.alcedo.retraining.join.Scoring;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Label;
import io.alcedo.schema.Verdict;
import io.alcedo.training.monitor.DriftAlarm;
import io.alcedo.training.monitor.DriftMonitor;
import io.alcedo.training.monitor.HourSummary;
import io.alcedo.training.monitor.MonitoringJson;
import io.alcedo.training.monitor.MonitoringReport;
import io.alcedo.training.monitor.QualityMonitor;
import io.alcedo.training.monitor.QualityMonitor.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what all subtasks counted, compares each hour that the watermark of the vectors has
 * passed with earlier weeks, and holds verdicts against the decisions that they judge. Alarms go on
 * as signals to whoever trains; the rest becomes metrics and, some seconds after something changed,
 * a file beside the model's versions. Runs as one subtask.
 */
final class MonitoringOperator extends AbstractStreamOperator<TrainingSignal>
    implements TwoInputStreamOperator<MonitoringPart, Judged, TrainingSignal> {
  private static final long serialVersionUID = 1L;
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long PUBLISH_MILLIS = 10_000;
  private static final double[] DELAY_SHARES = {0.5, 0.9, 0.99};

  private final MonitoringSettings settings;
  private transient DriftMonitor drift;
  private transient QualityMonitor quality;
  private transient TreeMap<Long, HourSummary> open;
  private transient ListState<byte[]> kept;
  private transient MonitoringMetrics metrics;
  private transient String modelName;
  private transient long clock;
  private transient boolean changed;

  @SuppressWarnings("NullAway.Init") // The transient fields are set when the task opens.
  MonitoringOperator(MonitoringSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    drift = new DriftMonitor(settings.drift());
    quality = new QualityMonitor();
    open = new TreeMap<>();
    modelName = "";
    clock = Long.MIN_VALUE;
    kept =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("monitoring", MonitoringState.SERIALIZER));
    for (byte[] bytes : kept.get()) {
      MonitoringState state = MonitoringState.of(bytes);
      drift = DriftMonitor.of(settings.drift(), state.drift());
      quality = QualityMonitor.of(state.quality());
      modelName = state.modelName();
      clock = state.clock();
      for (byte[] hour : state.open()) {
        HourSummary summary = HourSummary.of(hour);
        open.put(summary.hour(), summary);
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    metrics = MonitoringMetrics.ofProcess();
    changed = clock != Long.MIN_VALUE;
    publishLater();
  }

  @Override
  public void processElement1(StreamRecord<MonitoringPart> element) throws Exception {
    MonitoringPart part = element.getValue();
    modelName = part.modelName().isEmpty() ? modelName : part.modelName();
    metrics.late(part.late());
    byte[] summary = part.summary();
    if (summary != null) {
      HourSummary hour = HourSummary.of(summary);
      if (hour.hour() > drift.hour()) {
        open.merge(hour.hour(), hour, HourSummary::plus);
      } else {
        metrics.late(hour.vectors());
      }
    }
    byte[] decisions = part.quality();
    if (decisions != null) {
      quality.addAll(QualityMonitor.of(decisions));
      changed = true;
    }
  }

  @Override
  public void processElement2(StreamRecord<Judged> element) {
    Label label = element.getValue().label();
    Scoring scoring = element.getValue().scoring();
    long time = label.getEventTime().toEpochMilli();
    if (label.getRevision() == 1) {
      quality.labelled(time, label.getReportedAt().toEpochMilli());
    }
    Double score = scoring.score();
    String version = scoring.modelVersion();
    if (score != null && version != null) {
      boolean alert = scoring.decision() != Decision.APPROVE;
      boolean declined = scoring.decision() == Decision.DECLINE;
      quality.judged(
          new QualityMonitor.Decided(version, time, score, alert, declined),
          truth(label.getVerdict()),
          truth(label.getPreviousVerdict()));
    }
    changed = true;
  }

  /** The end of the input is no time: what is open then stays so. */
  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      clock = Math.max(clock, mark.getTimestamp());
      while (!open.isEmpty() && (open.firstKey() + 1) * HOUR_MILLIS <= clock) {
        compare(open.pollFirstEntry().getValue());
      }
    } else {
      publish();
    }
  }

  /** Labels know no watermark. */
  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<byte[]> hours = new ArrayList<>();
    open.values().forEach(hour -> hours.add(hour.toBytes()));
    MonitoringState state =
        new MonitoringState(modelName, clock, drift.toBytes(), quality.toBytes(), hours);
    kept.update(List.of(state.toBytes()));
  }

  private void compare(HourSummary hour) {
    for (DriftAlarm alarm : drift.add(hour)) {
      LOG.warn("Drift alarm: {}", alarm.text());
      metrics.alarm(alarm.feature());
      // The end of the hour, on the job's clock: a training that began later has seen it.
      long at = (hour.hour() + 1) * HOUR_MILLIS;
      output.collect(new StreamRecord<>(new TrainingSignal.DriftAlarm(at, alarm.text())));
    }
    changed = true;
  }

  private void publishLater() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService()
        .registerTimer(
            now + PUBLISH_MILLIS,
            time -> {
              publish();
              publishLater();
            });
  }

  private void publish() {
    if (!changed || clock == Long.MIN_VALUE) {
      return;
    }
    changed = false;
    MonitoringReport report = report();
    metrics.drift(report.drift(), report.open(), (drift.hour() + 1) * HOUR_MILLIS);
    metrics.quality(report.qualities());
    String store = settings.store();
    if (store != null && !modelName.isEmpty()) {
      try {
        MonitoringJson.write(report, Path.of(store).resolve(modelName));
      } catch (IOException e) {
        LOG.warn("The monitoring report could not be written below {}", store, e);
      }
    }
  }

  private MonitoringReport report() {
    Map<Double, Double> delays = new LinkedHashMap<>();
    for (double share : DELAY_SHARES) {
      delays.put(share, quality.labelDelaySeconds(share));
    }
    return new MonitoringReport(
        modelName,
        clock,
        drift.latest(),
        drift.open(),
        drift.alarms(),
        quality.report(clock, settings.maturity()),
        delays);
  }

  private static Truth truth(Verdict verdict) {
    return switch (verdict) {
      case FRAUD -> Truth.FRAUD;
      case GENUINE -> Truth.GENUINE;
      default -> Truth.UNKNOWN;
    };
  }
}
