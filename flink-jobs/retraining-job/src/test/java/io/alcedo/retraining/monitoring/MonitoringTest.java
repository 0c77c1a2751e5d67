package io.alcedo.retraining.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alcedo.retraining.TestRecords;
import io.alcedo.retraining.join.Judged;
import io.alcedo.retraining.join.KnownTransaction;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.monitor.HourSummary;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From vectors to alarms, metrics and the file, by the operators in Flink's harness. */
class MonitoringTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final List<String> FEATURES = List.of("amount", "count");
  private static final int WEEK = 7 * 24;
  private static final int A_HOUR = 400;

  @TempDir private Path store;
  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void vectorsThatLackAValueRaiseAnAlarmAndAreInTheReport() throws Exception {
    List<TrainingSignal> signals = new ArrayList<>();
    OperatorSubtaskState[] states = new OperatorSubtaskState[2];
    run(0, 3 * WEEK, 0, states, signals);
    run(3 * WEEK, 4 * WEEK, 0, states, signals);
    assertThat(signals).isEmpty();
    run(4 * WEEK, 4 * WEEK + 8, 0.2, states, signals);

    assertThat(signals).hasSize(1);
    TrainingSignal.DriftAlarm alarm = (TrainingSignal.DriftAlarm) signals.get(0);
    assertThat(Instant.ofEpochMilli(alarm.atMillis()))
        .as("the end of the hour")
        .isBetween(
            START.plus(Duration.ofHours(4 * WEEK)), START.plus(Duration.ofHours(4 * WEEK + 8)));
    assertThat(alarm.what()).startsWith("amount: more vectors lack a value: difference=0.");
    JsonNode report = report();
    assertThat(report.get("model").asText()).isEqualTo("card-fraud");
    assertThat(report.get("openAlarms")).hasSize(1);
    assertThat(report.get("alarms").get(0).get("text").asText()).isEqualTo(alarm.what());
    assertThat(report.get("drift").get("amount").get("missing").asDouble()).isBetween(0.1, 0.3);
    assertThat(report.get("drift").get("count").get("missing").asDouble()).isZero();
  }

  @Test
  void verdictsJudgeTheDecisionsOfMatureDays() throws Exception {
    try (var flink = collector(null)) {
      flink.open();
      try (var counter = counter(null)) {
        counter.open();
        for (int i = 0; i < 100; i++) {
          counter.processElement(new StreamRecord<>(scored(0, i < 20)));
        }
        counter.processWatermark(mark(24));
        pass(counter, flink);
      }
      for (int i = 0; i < 10; i++) {
        flink.processElement2(
            new StreamRecord<>(judged(i < 8, i < 6 ? Verdict.FRAUD : Verdict.GENUINE, 1)));
      }
      Judged back = judged(true, Verdict.WITHDRAWN, 2);
      back.label().setPreviousVerdict(Verdict.FRAUD);
      flink.processElement2(new StreamRecord<>(back));
      flink.processWatermark1(mark(24 * 40));
      flink.setProcessingTime(20_000);
    }
    JsonNode version = report().get("versions").get(0);

    assertThat(version.get("version").asText()).isEqualTo("1");
    assertThat(version.get("scored").asInt()).isEqualTo(100);
    assertThat(version.get("alerts").asInt()).isEqualTo(20);
    assertThat(version.get("precision").get("value").asDouble()).isEqualTo(5.0 / 7);
    assertThat(version.get("recall").get("value").asDouble()).isEqualTo(1);
    assertThat(version.get("calibration").get("count").asInt()).isEqualTo(5);
    assertThat(report().get("labelDelaySeconds").get("p50").asDouble()).isBetween(80_000., 92_000.);
  }

  @Test
  void whatIsOpenIsNotLostByARestart() throws Exception {
    OperatorSubtaskState state;
    try (var counter = counter(null)) {
      counter.open();
      vectors(counter, 0, 30, 0);
      state = counter.snapshot(1, 1);
      vectors(counter, 0, 99, 0);
    }
    try (var counter = counter(state)) {
      counter.open();
      vectors(counter, 0, 12, 0);
      counter.processWatermark(mark(1));
      long vectors = 0;
      for (MonitoringPart part : counter.extractOutputValues()) {
        byte[] summary = part.summary();
        vectors += summary == null ? 0 : HourSummary.of(summary).vectors();
      }
      assertThat(vectors).isEqualTo(42);
      counter.getOutput().clear();

      vectors(counter, 0, 5, 0);
      vectors(counter, 1, 3, 0);
      counter.processWatermark(mark(2));
      MonitoringPart last = counter.extractOutputValues().get(0);
      assertThat(last.late()).as("what came after its hour was told").isEqualTo(5);
    }
  }

  @Test
  void partsAreReadAsWritten() throws Exception {
    io.alcedo.jobs.SerializerChecks.roundTrip(
        MonitoringPartSerializer.INSTANCE, new MonitoringPart("m", null, null, 3));
  }

  private void run(
      int from, int to, double lost, OperatorSubtaskState[] states, List<TrainingSignal> signals)
      throws Exception {
    try (var counter = counter(states[0]);
        var flink = collector(states[1])) {
      counter.open();
      flink.open();
      for (int hour = from; hour < to; hour++) {
        vectors(counter, hour, A_HOUR, lost);
        counter.processWatermark(mark(hour + 1));
        pass(counter, flink);
        flink.processWatermark1(mark(hour + 1));
      }
      flink.setProcessingTime(20_000);
      signals.addAll(flink.extractOutputValues());
      states[0] = counter.snapshot(1, 1);
      states[1] = flink.snapshot(1, 1);
    }
  }

  private static void pass(
      OneInputStreamOperatorTestHarness<ScoredFeatures, MonitoringPart> counter,
      TwoInputStreamOperatorTestHarness<MonitoringPart, Judged, TrainingSignal> flink)
      throws Exception {
    for (MonitoringPart part : counter.extractOutputValues()) {
      flink.processElement1(new StreamRecord<>(part));
    }
    counter.getOutput().clear();
  }

  private void vectors(
      OneInputStreamOperatorTestHarness<ScoredFeatures, MonitoringPart> counter,
      int hour,
      int count,
      double lost)
      throws Exception {
    for (int i = 0; i < count; i++) {
      ScoredFeatures scored = scored(hour, false);
      float amount = (float) Math.exp(3 + random.nextGaussian());
      float first = random.nextDouble() < lost ? Float.NaN : amount;
      scored.setVector(List.of(first, (float) random.nextInt(4)));
      counter.processElement(new StreamRecord<>(scored));
    }
  }

  private ScoredFeatures scored(int hour, boolean alert) {
    ScoredFeatures scored = TestRecords.scored("t", 0);
    scored.setEventTime(START.plus(Duration.ofHours(hour)).plusSeconds(random.nextInt(3600)));
    scored.setDecision(alert ? Decision.REVIEW : Decision.APPROVE);
    return scored;
  }

  private Judged judged(boolean alert, Verdict verdict, int revision) {
    ScoredFeatures scored = scored(0, alert);
    Label label = new Label();
    label.setTransactionId("t");
    label.setTenant("shop");
    label.setEventTime(scored.getEventTime());
    label.setReportedAt(scored.getEventTime().plus(Duration.ofDays(1)));
    label.setVerdict(verdict);
    label.setPreviousVerdict(Verdict.UNKNOWN);
    label.setRevision(revision);
    label.setEntities(Map.of());
    return new Judged(label, KnownTransaction.of(scored).scoring());
  }

  private static Watermark mark(int hours) {
    return new Watermark(START.plus(Duration.ofHours(hours)).toEpochMilli());
  }

  private JsonNode report() throws Exception {
    File file = store.resolve("card-fraud").resolve("monitoring.json").toFile();
    return new ObjectMapper().readTree(file);
  }

  private static OneInputStreamOperatorTestHarness<ScoredFeatures, MonitoringPart> counter(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<ScoredFeatures, MonitoringPart>(
            new VectorCounter(FEATURES));
    harness.setup(MonitoringPartSerializer.INSTANCE);
    if (state != null) {
      harness.initializeState(state);
    }
    return harness;
  }

  private TwoInputStreamOperatorTestHarness<MonitoringPart, Judged, TrainingSignal> collector(
      OperatorSubtaskState state) throws Exception {
    MonitoringSettings settings =
        new MonitoringSettings(FEATURES, Duration.ofDays(30), store.toString());
    var harness =
        new TwoInputStreamOperatorTestHarness<MonitoringPart, Judged, TrainingSignal>(
            new MonitoringOperator(settings));
    harness.setup(io.alcedo.retraining.trigger.TrainingSignalSerializer.INSTANCE);
    if (state != null) {
      harness.initializeState(state);
    }
    return harness;
  }
}
