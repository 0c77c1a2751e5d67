package io.alcedo.retraining.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.retraining.trigger.TrainingCause.Kind;
import io.alcedo.retraining.trigger.TrainingSignal.DriftAlarm;
import io.alcedo.retraining.trigger.TrainingSignal.LabelsMatured;
import io.alcedo.retraining.trigger.TrainingSignal.Requested;
import io.alcedo.retraining.trigger.TrainingSignal.Tick;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggersTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long START = 1_000 * HOUR;

  private final Set<String> answered = new HashSet<>();

  @Test
  void labelsMakeATrainingDueOnceThereAreEnough() {
    Triggers triggers = triggers(100, null, true);
    triggers.take(new LabelsMatured(START, 60));
    assertThat(triggers.due(START)).isNull();

    triggers.take(new LabelsMatured(START + HOUR, 40));

    assertThat(kind(triggers, START + HOUR)).isEqualTo(Kind.LABELS);
    triggers.started(START + HOUR);
    assertThat(triggers.due(START + 100 * HOUR)).isNull();
  }

  @Test
  void timeMakesATrainingDueFromTheFirstSignalOn() {
    Triggers triggers = triggers(0, Duration.ofHours(24), true);
    assertThat(triggers.due(START)).as("before any signal").isNull();
    triggers.take(new Tick(START));

    assertThat(triggers.due(START + 23 * HOUR)).isNull();
    assertThat(kind(triggers, START + 24 * HOUR)).isEqualTo(Kind.SCHEDULE);
    triggers.started(START + 24 * HOUR);
    assertThat(triggers.due(START + 47 * HOUR)).isNull();
    assertThat(kind(triggers, START + 48 * HOUR)).isEqualTo(Kind.SCHEDULE);
  }

  @Test
  void anAlarmWaitsForThePauseAndARequestDoesNot() {
    Triggers triggers = triggers(0, null, true);
    triggers.take(new Tick(START));
    triggers.started(START + HOUR);
    triggers.take(new DriftAlarm(START + 2 * HOUR, "amount: PSI 0.4"));

    assertThat(triggers.due(START + 2 * HOUR)).isNull();
    assertThat(kind(triggers, START + 5 * HOUR)).isEqualTo(Kind.DRIFT);

    triggers.take(new Requested(0, "c1", "ann", "new merchants"));
    TrainingCause cause = triggers.due(START + 2 * HOUR);
    assertThat(cause).isEqualTo(new TrainingCause(Kind.REQUEST, "new merchants", "ann", "c1"));
  }

  @Test
  void alarmsAreKeptForTheRecordAloneWhereTheyAskForNothing() {
    Triggers triggers = triggers(0, null, false);
    triggers.take(new DriftAlarm(START, "amount"));

    assertThat(triggers.due(START + 100 * HOUR)).isNull();
  }

  @Test
  void whatComesWhileARunIsOpenCountsTowardsTheNext() {
    Triggers triggers = triggers(100, null, true);
    triggers.take(new LabelsMatured(START, 100));
    triggers.started(START);
    triggers.take(new LabelsMatured(START + HOUR, 100));
    triggers.take(new Requested(START + HOUR, "c2", "ann", "again"));

    assertThat(kind(triggers, START + HOUR)).isEqualTo(Kind.REQUEST);
    answered.add("c2");
    triggers.started(START + 2 * HOUR);
    assertThat(triggers.due(START + 100 * HOUR))
        .as("labels before the cut are trained on")
        .isNull();
  }

  @Test
  void signalsThatComeAgainAfterAFailureStartNothingTwice() {
    Triggers triggers = triggers(100, null, true);
    triggers.take(new LabelsMatured(START, 100));
    triggers.take(new Requested(START, "c3", "ann", "please"));
    Triggers restored =
        new Triggers(
            new TriggerSettings(100, null, true, Duration.ofHours(4)),
            TriggerState.of(triggers.state().toSignals()),
            answered::contains);
    assertThat(restored.state()).isEqualTo(triggers.state());
    answered.add("c3");
    restored.started(START + HOUR);

    restored.take(new LabelsMatured(START, 100));
    restored.take(new Requested(START, "c3", "ann", "please"));
    restored.take(new DriftAlarm(START + HOUR, "amount"));

    assertThat(restored.due(START + 100 * HOUR)).isNull();
    assertThat(TriggerState.of(restored.state().toSignals())).isEqualTo(restored.state());
  }

  @Test
  void aRequestDatedByAnotherClockHidesNoLabels() {
    Triggers triggers = triggers(100, null, true);
    triggers.take(new Requested(START * 1_000, "c4", "ann", "now"));
    answered.add("c4");
    triggers.take(new LabelsMatured(START, 100));

    assertThat(triggers.state().labels()).isEqualTo(100);
  }

  private Triggers triggers(long labels, @Nullable Duration every, boolean onDrift) {
    return new Triggers(
        new TriggerSettings(labels, every, onDrift, Duration.ofHours(4)),
        TriggerState.NEW,
        answered::contains);
  }

  private static Kind kind(Triggers triggers, long now) {
    TrainingCause cause = triggers.due(now);
    assertThat(cause).isNotNull();
    return cause.kind();
  }
}
