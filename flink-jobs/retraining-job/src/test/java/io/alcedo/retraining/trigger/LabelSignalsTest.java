package io.alcedo.retraining.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.ClockKind;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsArrived;
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
      assertThat(flink.extractOutputValues()).containsExactly(new LabelsArrived(7, 3));
      flink.notifyOfCompletedCheckpoint(3);
      flink.snapshot(4, 0);
      flink.notifyOfCompletedCheckpoint(4);

      assertThat(flink.extractOutputValues())
          .containsExactly(new LabelsArrived(7, 3), new LabelsArrived(7, 2));
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

      assertThat(flink.extractOutputValues()).containsExactly(new LabelsArrived(0, 5));
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

      assertThat(flink.extractOutputValues()).containsExactly(new LabelsArrived(0, 5));
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
      for (long reported : new long[] {500, 900, 700}) {
        Label label = new Label();
        label.setReportedAt(Instant.ofEpochMilli(reported));
        flink.processElement(new StreamRecord<>(label));
      }
      flink.snapshot(1, 0);
      flink.notifyOfCompletedCheckpoint(1);
      flink.snapshot(2, 0);
      flink.notifyOfCompletedCheckpoint(2);
      flink.setProcessingTime(20_000);

      assertThat(flink.extractOutputValues())
          .containsExactly(new LabelsArrived(900, 3), new Tick(900));
    }
  }

  private static void labels(
      OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      flink.processElement(new StreamRecord<>(new Label()));
    }
  }

  private static OneInputStreamOperatorTestHarness<Label, TrainingSignal> harness()
      throws Exception {
    return harness(ClockKind.WALL);
  }

  private static OneInputStreamOperatorTestHarness<Label, TrainingSignal> harness(ClockKind clock)
      throws Exception {
    OneInputStreamOperatorTestHarness<Label, TrainingSignal> flink =
        new OneInputStreamOperatorTestHarness<>(new LabelSignals(TICK, clock));
    flink.setup(TrainingSignalSerializer.INSTANCE);
    return flink;
  }
}
