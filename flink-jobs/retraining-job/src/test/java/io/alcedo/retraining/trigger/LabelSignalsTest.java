package io.alcedo.retraining.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.ClockKind;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import io.alcedo.schema.Label;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class LabelSignalsTest {
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration MATURITY = Duration.ofDays(2);

  @Test
  void tellsLabelsWhenTheirFilesAreClosed() throws Exception {
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      flink.setProcessingTime(7);
      labels(flink, 3);
      flink.snapshot(1, 0);
      labels(flink, 2);
      assertThat(flink.extractOutputValues()).isEmpty();

      flink.notifyOfCompletedCheckpoint(1);
      assertThat(flink.extractOutputValues()).as("files may not have their names yet").isEmpty();
      flink.snapshot(2, 0);
      flink.snapshot(3, 0);
      flink.notifyOfCompletedCheckpoint(2);
      assertThat(flink.extractOutputValues()).containsExactly(new LabelsMatured(7, 3));
      flink.notifyOfCompletedCheckpoint(3);
      flink.snapshot(4, 0);
      flink.notifyOfCompletedCheckpoint(4);

      assertThat(flink.extractOutputValues())
          .containsExactly(new LabelsMatured(7, 3), new LabelsMatured(7, 2));
    }
  }

  @Test
  void tellsAfterAFailureWhatWasNotTold() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      labels(flink, 3);
      flink.snapshot(1, 0);
      labels(flink, 2);
      snapshot = flink.snapshot(2, 0);
      labels(flink, 9);
    }
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.initializeState(snapshot);
      flink.open();
      flink.snapshot(3, 0);
      flink.notifyOfCompletedCheckpoint(3);
      flink.snapshot(4, 0);
      flink.notifyOfCompletedCheckpoint(4);

      assertThat(flink.extractOutputValues()).containsExactly(new LabelsMatured(0, 5));
    }
  }

  @Test
  void labelsCountOnceTheirTransactionsHaveMatured() throws Exception {
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      labels(flink, 4, Instant.EPOCH.plusSeconds(130)); // of the minute from 120 to 180 s
      labels(flink, 5, Instant.EPOCH.plus(MATURITY));
      labels(flink, 1);
      flink.snapshot(1, 0);
      flink.snapshot(2, 0);
      flink.notifyOfCompletedCheckpoint(2);
      assertThat(flink.extractOutputValues()).containsExactly(new LabelsMatured(0, 1));

      flink.setProcessingTime(MATURITY.toMillis() + 179_999);
      assertThat(flink.extractOutputValues())
          .filteredOn(LabelsMatured.class::isInstance)
          .hasSize(1);
      long whole = MATURITY.toMillis() + 190_000; // all of the minute, and a tick
      flink.setProcessingTime(whole);
      assertThat(flink.extractOutputValues())
          .filteredOn(LabelsMatured.class::isInstance)
          .containsExactly(new LabelsMatured(0, 1), new LabelsMatured(whole, 4));
    }
  }

  @Test
  void labelsThatRipenOutliveAFailure() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      labels(flink, 4, Instant.EPOCH);
      flink.snapshot(1, 0);
      flink.snapshot(2, 0);
      flink.notifyOfCompletedCheckpoint(2);
      labels(flink, 3, Instant.EPOCH);
      snapshot = flink.snapshot(3, 0);
      assertThat(flink.extractOutputValues()).isEmpty();
    }
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.initializeState(snapshot);
      flink.open();
      flink.snapshot(4, 0);
      flink.snapshot(5, 0);
      flink.notifyOfCompletedCheckpoint(5);
      long day = MATURITY.multipliedBy(2).toMillis();
      flink.setProcessingTime(day);

      assertThat(flink.extractOutputValues())
          .filteredOn(LabelsMatured.class::isInstance)
          .hasSize(1)
          .first()
          .extracting(signal -> ((LabelsMatured) signal).count())
          .isEqualTo(7L);
    }
  }

  @Test
  void tellsWhatIsLeftWhenARunEnds() throws Exception {
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      labels(flink, 3);
      flink.snapshot(1, 0);
      labels(flink, 2);
      flink.endInput();
      flink.notifyOfCompletedCheckpoint(1);

      assertThat(flink.extractOutputValues()).containsExactly(new LabelsMatured(0, 5));
    }
  }

  @Test
  void saysThatTimePasses() throws Exception {
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink = harness()) {
      flink.open();
      flink.setProcessingTime(10_000);
      flink.setProcessingTime(19_999);
      flink.setProcessingTime(20_000);

      assertThat(flink.extractOutputValues()).containsExactly(new Tick(10_000), new Tick(20_000));
    }
  }

  @Test
  void theClockOfEventsIsAsLateAsTheLatestReport() throws Exception {
    try (OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink =
        harness(ClockKind.EVENT)) {
      flink.open();
      flink.setProcessingTime(10_000);
      assertThat(flink.extractOutputValues()).as("before any label").isEmpty();
      for (long reported : new long[] {60_500, 60_900, 60_700}) {
        flink.processElement(new StreamRecord<>(label(Instant.EPOCH.minus(MATURITY), reported)));
      }
      flink.snapshot(1, 0);
      flink.notifyOfCompletedCheckpoint(1);
      flink.snapshot(2, 0);
      flink.notifyOfCompletedCheckpoint(2);
      flink.setProcessingTime(20_000);

      assertThat(flink.extractOutputValues())
          .containsExactly(new LabelsMatured(60_900, 3), new Tick(60_900));
    }
  }

  /** Labels of transactions that matured long ago. */
  private static void labels(
      OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink, int count) throws Exception {
    labels(flink, count, Instant.EPOCH.minus(MATURITY.multipliedBy(2)));
  }

  private static void labels(
      OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink, int count, Instant eventTime)
      throws Exception {
    for (int i = 0; i < count; i++) {
      flink.processElement(new StreamRecord<>(label(eventTime, 0)));
    }
  }

  private static Label label(Instant eventTime, long reportedMillis) {
    Label label = new Label();
    label.setEventTime(eventTime);
    label.setReportedAt(Instant.ofEpochMilli(reportedMillis));
    return label;
  }

  private static OneInputStreamOperatorTestHarness<Label, TrainingSignal> harness()
      throws Exception {
    return harness(ClockKind.WALL);
  }

  private static OneInputStreamOperatorTestHarness<Label, TrainingSignal> harness(ClockKind clock)
      throws Exception {
    OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink =
        new OneInputStreamOperatorTestHarness<>(new LabelSignals(TICK, clock, MATURITY));
    flink.setup(TrainingSignalSerializer.INSTANCE);
    return flink;
  }
}
