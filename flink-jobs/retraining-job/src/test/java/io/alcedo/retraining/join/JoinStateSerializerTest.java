package io.alcedo.retraining.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.jobs.SerializerChecks;
import io.alcedo.retraining.TestRecords;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.IncomingSerializer;
import io.alcedo.retraining.ingest.Origin;
import io.alcedo.retraining.join.JoinState.Known;
import io.alcedo.retraining.join.JoinState.Waiting;
import io.alcedo.retraining.join.JoinState.WaitingReport;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.retraining.trigger.TrainingSignal;
import io.alcedo.retraining.trigger.TrainingSignalSerializer;
import io.alcedo.retraining.verdict.Change;
import io.alcedo.retraining.verdict.Meaning;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Stage;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.VerdictBook;
import io.alcedo.schema.Decision;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JoinStateSerializerTest {
  private static final String KNOWN_1 =
      "8180a8a8949567c413020963617264546f6b656e08636172642d742d310a7465726d696e616c4964067465726d2d31030e065245564945573ff00000000000003fd00000000000000a636172642d66726175640131020000000000000001040164000003e800b2e0adb49567000000000000000201009003000007d003b4e0adb4956702010280f0adb49567";
  private static final String UNSCORED_1 =
      "8180a8a8949567090004c80107415050524f56453f947ae147ae147b0000";
  private static final String WAITING_1 =
      "010100000000000000030100900300000bb803b6e0adb4956708666565646261636b049a0180f4dc939667";

  private final JoinStateSerializer serializer = JoinStateSerializer.INSTANCE;

  /** Bytes of release 0.1; they stay readable, so they are never changed, only added to. */
  @Test
  void readsTheBytesOfEveryReleaseAndWritesThoseOfThisOne() throws IOException {
    assertThat(SerializerChecks.hex(serializer, known())).isEqualTo(KNOWN_1);
    assertThat(SerializerChecks.hex(serializer, unscored())).isEqualTo(UNSCORED_1);
    assertThat(SerializerChecks.hex(serializer, waiting())).isEqualTo(WAITING_1);
    assertThat(SerializerChecks.read(serializer, KNOWN_1)).isEqualTo(known());
    assertThat(SerializerChecks.read(serializer, UNSCORED_1)).isEqualTo(unscored());
    assertThat(SerializerChecks.read(serializer, WAITING_1)).isEqualTo(waiting());
    for (JoinState state : List.of(known(), unscored(), waiting())) {
      SerializerChecks.roundTrip(serializer, state);
    }
    assertThat(SerializerChecks.takesOver(serializer, serializer)).isTrue();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> SerializerChecks.read(serializer, "82" + KNOWN_1.substring(2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void everyElementOfTheJobsStreamsKeepsItsContent() throws IOException {
    Label label = new Label();
    label.setTransactionId("t-1");
    label.setTenant("shop");
    label.setEventTime(TestRecords.START);
    label.setVerdict(Verdict.FRAUD);
    label.setPreviousVerdict(Verdict.UNKNOWN);
    label.setRevision(1);
    label.setReportedAt(Instant.ofEpochMilli(5));
    label.setEntities(Map.of("cardToken", "c"));
    Judged judged = new Judged(label, known().transaction().scoring());
    ScoredFeatures scored = TestRecords.scored("t-1", 0);
    scored.setEntities(Map.of("cardToken", "c"));
    Outcome outcome = TestRecords.settled("t-1", 0);
    Origin origin = new Origin("feedback", 1, 2);

    SerializerChecks.roundTrip(new RecordSerializer<>(Label.class), label);
    SerializerChecks.roundTrip(new JudgedSerializer(), judged);
    SerializerChecks.roundTrip(
        SeenSerializer.INSTANCE, new Seen("shop", "t-1", known().transaction()));
    for (Incoming incoming :
        List.of(
            new Incoming.Scored(scored),
            new Incoming.Became(outcome),
            new Incoming.Reported("shop", "t-1", statement(1), origin),
            new Incoming.Refused(origin, "CODE", "why", 9))) {
      SerializerChecks.roundTrip(new IncomingSerializer(), incoming);
    }
    for (TrainingSignal signal :
        List.of(
            new TrainingSignal.LabelsMatured(1, 2),
            new TrainingSignal.DriftAlarm(1, "what"),
            new TrainingSignal.Requested(1, "id", "who", "why"),
            new TrainingSignal.Tick(4))) {
      SerializerChecks.roundTrip(TrainingSignalSerializer.INSTANCE, signal);
    }
    RecordSerializer<Label> labels = new RecordSerializer<>(Label.class);
    assertThat(SerializerChecks.throughSnapshot(labels)).isEqualTo(labels);
    assertThat(SerializerChecks.takesOver(labels, labels)).isTrue();
  }

  private static Known known() {
    return new Known(
        KnownTransaction.of(TestRecords.scored("t-1", 0)),
        VerdictBook.of(
            List.of(statement(1), statement(2)),
            new Change(Verdict.FRAUD, Verdict.GENUINE, 2, 1_772_400_000_000L)));
  }

  private static Known unscored() {
    return new Known(
        new KnownTransaction(
            1_772_366_400_000L,
            -5,
            Map.of(),
            new Scoring(1_772_366_400_100L, null, Decision.APPROVE, null, null, true, 0.02)),
        VerdictBook.EMPTY);
  }

  private static Waiting waiting() {
    return new Waiting(
        List.of(
            new WaitingReport(statement(3), new Origin("feedback", 2, 77), 1_772_500_000_000L)));
  }

  private static Statement statement(long id) {
    return new Statement(
        id,
        id == 1 ? FeedbackSource.ANALYST : FeedbackSource.CHARGEBACK,
        id == 1 ? new Ruling(Meaning.GENUINE, 100) : new Ruling(Meaning.FRAUD, 400),
        (int) id * 1000,
        id == 1 ? null : Stage.PRE_ARBITRATION,
        1_772_399_999_000L + id);
  }
}
