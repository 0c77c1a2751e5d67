package io.alcedo.retraining.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.GenuineOutcome;
import io.alcedo.operations.settings.Training;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import io.alcedo.retraining.trigger.TriggerSettings;
import io.alcedo.training.progress.TrainingProgress;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingOperatorTest {
  private static final long DAY = 86_400_000;
  private static final long NOW = 1_000 * DAY;
  private static final Training TRAINING =
      new Training(
          null,
          "cards",
          "gbdt",
          Map.of(),
          TrainingStart.SCRATCH,
          ChallengerFeatures.CONFIGURED,
          Duration.ofDays(90),
          Duration.ofDays(30),
          GenuineOutcome.SETTLED,
          0.98,
          17,
          100,
          null,
          true,
          Duration.ofDays(1),
          false);

  @TempDir private Path directory;

  private RunFiles files;

  /** Runs that stand still at their first step until they are let on, and then stumble or end. */
  private final Semaphore entered = new Semaphore(0);

  private final Semaphore letOn = new Semaphore(0);
  private volatile boolean ends;
  private volatile boolean givesWay;
  private volatile @Nullable Throwable stumblesOver;

  @BeforeEach
  void open() {
    files = new RunFiles(new org.apache.flink.core.fs.Path(directory.toUri()));
  }

  @Test
  void aRunStartsOffTheTasksThreadAndOneAtATime() throws Exception {
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 99));
      assertThat(files.ids()).isEmpty();

      send(flink, new LabelsMatured(NOW, 1));
      waitFor(entered);
      send(flink, new Requested(NOW, "c1", "ann", "now"));
      send(flink, new LabelsMatured(NOW + 5 * DAY, 500));

      assertThat(files.ids()).hasSize(1);
      RunPlan plan = files.read(files.ids().get(0), RunStep.PLAN, RunPlan.class);
      assertThat(plan).isNotNull();
      assertThat(plan.cutMillis()).isEqualTo(NOW);
      assertThat(plan.toMillis()).isEqualTo(NOW - 30 * DAY);
      assertThat(plan.fromMillis()).isEqualTo(NOW - 120 * DAY);
      letOn.release();
    }
  }

  @Test
  void aRunThatEndedMakesRoomForWhatWasAskedForMeanwhile() throws Exception {
    ends = true;
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 100));
      waitFor(entered);
      send(flink, new Requested(NOW, "c1", "ann", "now"));
      letOn.release();
      tickUntilRuns(flink, 2);
      waitFor(entered);

      RunPlan second = files.read(files.ids().get(1), RunStep.PLAN, RunPlan.class);
      assertThat(second).isNotNull();
      assertThat(second.cause().commandId()).isEqualTo("c1");
      letOn.release();
    }
  }

  @Test
  void whatWasLeftOpenGoesOnAfterAFailureAndIsNotStartedAgain() throws Exception {
    OperatorSubtaskState snapshot;
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 60));
      snapshot = flink.snapshot(1, 0);
      send(flink, new Requested(NOW, "c1", "ann", "now"));
      waitFor(entered);
    }
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.initializeState(snapshot);
      flink.open();
      send(flink, new Requested(NOW, "c1", "ann", "now"));
      send(flink, new LabelsMatured(NOW, 60));
      waitFor(entered);

      assertThat(files.ids()).as("the run goes on").hasSize(1);
      ends = true;
      letOn.release();
      for (int day = 2; day < 40; day++) {
        send(flink, new Tick(NOW + day * DAY));
      }
      assertThat(files.ids()).as("the request and the labels are answered").hasSize(1);
    }
  }

  @Test
  void aRunThatWaitsForApprovalGivesWayToOneThatIsAskedFor() throws Exception {
    givesWay = true;
    letOn.release(1_000_000);
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 100));
      tickUntil(flink, () -> entered.availablePermits() > 5);
      assertThat(files.exists(files.ids().get(0), RunStep.END)).isFalse();

      send(flink, new Requested(NOW, "c1", "ann", "now"));
      tickUntilRuns(flink, 2);
      assertThat(files.exists(files.ids().get(0), RunStep.END)).isTrue();
    }
  }

  @Test
  void aRunThatStumblesAgainAndAgainBeforeItHasAModelEnds() throws Exception {
    stumblesOver = new IOException("no store");
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 100));
      RunEnd end = tickUntilEnd(flink);

      assertThat(end.result()).isEqualTo(RunEnd.Result.FAILED);
      assertThat(end.words()).contains("stumbled 3 times");
      assertThat(entered.availablePermits()).isEqualTo(3);
    }
  }

  @Test
  void aRunThatHasAModelGoesOnHoweverOftenItStumbles() throws Exception {
    stumblesOver = new IOException("no broker");
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 100));
      waitFor(entered);
      files.write(files.ids().get(0), RunStep.STAGED, new RunStep.Done(NOW));
      tickUntil(flink, () -> entered.availablePermits() > 5);
      ends = true;
      letOn.release();
      stumblesOver = null;

      assertThat(tickUntilEnd(flink).result()).isEqualTo(RunEnd.Result.HELD);
    }
  }

  @Test
  void aRunThatNeedsMoreMemoryThanThereIsEnds() throws Exception {
    stumblesOver = new OutOfMemoryError("in this test");
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      flink.open();
      send(flink, new LabelsMatured(NOW, 100));
      RunEnd end = tickUntilEnd(flink);

      assertThat(end.result()).isEqualTo(RunEnd.Result.FAILED);
      assertThat(end.words()).contains("OutOfMemoryError");
      assertThat(entered.availablePermits()).isEqualTo(1);
    }
  }

  @Test
  void aRunWhosePlanCouldNotBeWrittenIsWrittenLater() throws Exception {
    Path away = directory.resolve("runs");
    Files.writeString(away, "in the way");
    files = new RunFiles(new org.apache.flink.core.fs.Path(away.toUri()));
    ends = true;
    letOn.release();
    try (OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink = harness()) {
      // A file where the directory belongs: nothing can be written below it.
      files = new RunFiles(new org.apache.flink.core.fs.Path(away.toUri()));
      flink.open();
      send(flink, new Requested(NOW, "c1", "ann", "now"));
      for (int tick = 0; tick < 20; tick++) {
        send(flink, new Tick(NOW));
        TimeUnit.MILLISECONDS.sleep(5);
      }
      assertThat(entered.availablePermits()).isZero();
      Files.delete(away);
      RunEnd end = tickUntilEnd(flink);

      assertThat(end).isNotNull();
      RunPlan plan = files.read(files.ids().get(0), RunStep.PLAN, RunPlan.class);
      assertThat(plan).isNotNull();
      assertThat(plan.cause().commandId()).isEqualTo("c1");
    }
  }

  private RunEnd tickUntilEnd(OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink)
      throws Exception {
    tickUntil(
        flink, () -> files.ids().size() == 1 && files.exists(files.ids().get(0), RunStep.END));
    RunEnd end = files.read(files.ids().get(0), RunStep.END, RunEnd.class);
    assertThat(end).isNotNull();
    return end;
  }

  private void tickUntilRuns(
      OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink, int count) throws Exception {
    tickUntil(flink, () -> files.ids().size() >= count);
  }

  private void tickUntil(
      OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink, Callable<Boolean> done)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!done.call()) {
      assertThat(System.nanoTime()).as("runs=%s", files.ids()).isLessThan(deadline);
      send(flink, new Tick(NOW));
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void waitFor(Semaphore semaphore) throws InterruptedException {
    assertThat(semaphore.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }

  private static void send(
      OneInputStreamOperatorTestHarness<TrainingSignal, Void> flink, TrainingSignal signal)
      throws Exception {
    flink.processElement(new StreamRecord<>(signal));
  }

  private OneInputStreamOperatorTestHarness<TrainingSignal, Void> harness() throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new TrainingOperator(TriggerSettings.of(TRAINING), new Desk(this)));
  }

  private TrainingDesk desk() throws IOException {
    return new TrainingDesk(
        files,
        StandingRun::new,
        TRAINING,
        new TrainingMetrics(new PrometheusRegistry()),
        new TrainingDesk.Stumbling(Duration.ofMillis(1), Duration.ofMillis(4), 3));
  }

  private final class StandingRun implements TrainingDesk.Run {
    private final RunPlan plan;

    StandingRun(RunPlan plan) {
      this.plan = plan;
    }

    @Override
    public @Nullable RunEnd advance(long now, TrainingProgress progress) throws IOException {
      entered.release();
      Throwable cause = stumblesOver;
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause != null) {
        throw new IOException("does not answer", cause);
      }
      try {
        letOn.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("killed", e);
      }
      return ends ? end(RunEnd.Result.HELD, "held back", now) : null;
    }

    @Override
    public RunEnd failed(String words, long now) throws IOException {
      return end(RunEnd.Result.FAILED, words, now);
    }

    @Override
    public @Nullable RunEnd gaveWay(long now) throws IOException {
      return givesWay ? end(RunEnd.Result.HELD, "not approved", now) : null;
    }

    private RunEnd end(RunEnd.Result result, String words, long now) throws IOException {
      RunEnd end = new RunEnd(result, words, now);
      files.write(plan.id(), RunStep.END, end);
      return end;
    }
  }

  /** Opens the test's desk; never leaves the process. */
  private static final class Desk implements TrainingDeskSource {
    private static final long serialVersionUID = 1;

    private final transient TrainingOperatorTest test;

    Desk(TrainingOperatorTest test) {
      this.test = test;
    }

    @Override
    public TrainingDesk open() throws IOException {
      return test.desk();
    }
  }
}
