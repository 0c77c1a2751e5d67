package io.alcedo.retraining.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alcedo.retraining.TestRecords;
import io.alcedo.retraining.ingest.Incoming;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Origin;
import io.alcedo.retraining.metrics.LearningMetrics;
import io.alcedo.retraining.record.RecordSerializer;
import io.alcedo.retraining.verdict.Meaning;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Statement;
import io.alcedo.retraining.verdict.VerdictBook;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Label;
import io.alcedo.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
  private static final Ruling FRAUD = new Ruling(Meaning.FRAUD, 400);
  private static final Ruling GENUINE = new Ruling(Meaning.GENUINE, 100);
  private static final Ruling TAKEN_BACK = new Ruling(Meaning.WITHDRAWN, 0);
  private static final long KNOWN = TestRecords.START.plus(Duration.ofDays(3)).toEpochMilli();
  private static final Duration WAIT = Duration.ofHours(1);

  private final LearningMetrics metrics = LearningMetrics.ofProcess();
  private KeyedTwoInputStreamOperatorTestHarness<String, Seen, Incoming, Label> flink;

  @BeforeEach
  void open() throws Exception {
    flink = harness();
    flink.open();
  }

  @AfterEach
  void close() throws Exception {
    flink.close();
  }

  @Test
  void makesALabelOfAReportOnAKnownTransaction() throws Exception {
    see("t-1");
    report("t-1", 1, FRAUD, KNOWN);

    assertThat(flink.extractOutputValues())
        .singleElement()
        .satisfies(
            label -> {
              assertThat(label.getTransactionId()).isEqualTo("t-1");
              assertThat(label.getTenant()).isEqualTo("shop");
              assertThat(label.getEventTime()).isEqualTo(TestRecords.START);
              assertThat(label.getBaseAmountMinor()).isEqualTo(1_250);
              assertThat(label.getVerdict()).isEqualTo(Verdict.FRAUD);
              assertThat(label.getPreviousVerdict()).isEqualTo(Verdict.UNKNOWN);
              assertThat(label.getRevision()).isEqualTo(1);
              assertThat(label.getReportedAt()).isEqualTo(Instant.ofEpochMilli(KNOWN));
              assertThat(label.getEntities())
                  .containsEntry("cardToken", "card-t-1")
                  .containsEntry("terminalId", "term-1");
            });
    assertThat(flink.getSideOutput(LabelJoin.JUDGED))
        .extracting(StreamRecord::getValue)
        .singleElement()
        .satisfies(
            judged -> {
              assertThat(judged.label()).isEqualTo(flink.extractOutputValues().get(0));
              assertThat(judged.scoring().score()).isEqualTo(0.25);
              assertThat(judged.scoring().modelVersion()).isEqualTo("1");
            });
  }

  @Test
  void tellsEarlyReportsWithTheTimesAtWhichTheyBecameKnown() throws Exception {
    report("t-1", 1, GENUINE, KNOWN);
    report("t-1", 2, TAKEN_BACK, KNOWN + 5);
    report("t-1", 2, TAKEN_BACK, KNOWN + 5);
    assertThat(flink.extractOutputValues()).isEmpty();
    assertThat(metrics.waiting(0).get()).isEqualTo(2);

    see("t-1");
    report("t-1", 3, FRAUD, KNOWN + 9);

    assertThat(flink.extractOutputValues())
        .extracting(Label::getVerdict, Label::getRevision, label -> known(label))
        .containsExactly(
            tuple(Verdict.GENUINE, 1, KNOWN),
            tuple(Verdict.WITHDRAWN, 2, KNOWN + 5),
            tuple(Verdict.FRAUD, 3, KNOWN + 9));
    assertThat(metrics.waiting(0).get()).isZero();
  }

  @Test
  void changesNothingWhenAVectorOrAReportComesAgain() throws Exception {
    see("t-1");
    report("t-1", 1, FRAUD, KNOWN);
    see("t-1");
    report("t-1", 1, FRAUD, KNOWN + 1);

    assertThat(flink.extractOutputValues()).hasSize(1);
  }

  @Test
  void keepsTheTransactionsOfTenantsApart() throws Exception {
    see("t-1");
    Statement statement = statement(1, FRAUD, KNOWN);
    flink.processElement2(
        new StreamRecord<>(new Reported("other", "t-1", statement, new Origin("f", 0, 1))));

    assertThat(flink.extractOutputValues()).isEmpty();
  }

  @Test
  void refusesWhatWaitedInVainAndForgetsIt() throws Exception {
    flink.setProcessingTime(1_000);
    report("t-1", 1, FRAUD, KNOWN);
    flink.setProcessingTime(2_000);
    report("t-1", 2, GENUINE, KNOWN);
    assertThat(flink.numKeyedStateEntries()).isEqualTo(1);

    flink.setProcessingTime(1_000 + WAIT.toMillis());
    assertThat(refused()).extracting(one -> one.origin().offset()).containsExactly(1L);
    flink.setProcessingTime(2_000 + WAIT.toMillis());

    assertThat(refused()).extracting(one -> one.origin().offset()).containsExactly(1L, 2L);
    assertThat(refused()).extracting(Refused::code).containsOnly("UNKNOWN_TRANSACTION");
    assertThat(flink.numKeyedStateEntries()).isZero();
    assertThat(metrics.waiting(0).get()).isZero();
  }

  @Test
  void refusesTheEarliestOfTooManyThatWait() throws Exception {
    for (int i = 1; i <= VerdictBook.MOST + 1; i++) {
      report("t-1", i, FRAUD, KNOWN + i);
    }

    assertThat(refused()).extracting(one -> one.origin().offset()).containsExactly(1L);
  }

  @Test
  void forgetsATransactionThatWasNotChangedForLong() throws Exception {
    see("t-1");
    flink.setStateTtlProcessingTime(Duration.ofDays(31).toMillis());
    report("t-1", 1, FRAUD, KNOWN);

    assertThat(flink.extractOutputValues()).isEmpty();
    assertThat(metrics.waiting(0).get()).isEqualTo(1);
  }

  @Test
  void countsLabelsThatNoWindowHolds() throws Exception {
    double before = metrics.tooLate().get();
    see("t-1");
    see("t-2");
    report("t-1", 1, FRAUD, TestRecords.START.plus(Duration.ofDays(37)).toEpochMilli());
    report("t-2", 1, FRAUD, TestRecords.START.plus(Duration.ofDays(37)).toEpochMilli() + 1);

    assertThat(flink.extractOutputValues()).hasSize(2);
    assertThat(metrics.tooLate().get()).isEqualTo(before + 1);
  }

  @Test
  void goesOnFromACheckpoint() throws Exception {
    see("t-1");
    report("t-1", 1, FRAUD, KNOWN);
    report("t-2", 1, FRAUD, KNOWN);
    OperatorSubtaskState snapshot = flink.snapshot(1, 1);
    flink.close();
    flink = harness();
    flink.initializeState(snapshot);
    flink.open();

    assertThat(metrics.waiting(0).get()).isEqualTo(1);
    report("t-1", 1, FRAUD, KNOWN);
    report("t-1", 2, TAKEN_BACK, KNOWN + 1);
    see("t-2");

    assertThat(flink.extractOutputValues())
        .extracting(Label::getTransactionId, Label::getVerdict, Label::getRevision)
        .containsExactly(tuple("t-1", Verdict.WITHDRAWN, 2), tuple("t-2", Verdict.FRAUD, 1));
  }

  private List<Refused> refused() {
    return flink.getSideOutput(LabelJoin.REFUSED).stream()
        .map(one -> (Refused) one.getValue())
        .toList();
  }

  private void see(String id) throws Exception {
    flink.processElement1(
        new StreamRecord<>(new Seen("shop", id, KnownTransaction.of(TestRecords.scored(id, 0)))));
  }

  private void report(String id, long number, Ruling ruling, long knownAt) throws Exception {
    flink.processElement2(
        new StreamRecord<>(
            new Reported(
                "shop", id, statement(number, ruling, knownAt), new Origin("f", 0, number))));
  }

  private static Statement statement(long id, Ruling ruling, long knownAt) {
    return new Statement(id, FeedbackSource.ANALYST, ruling, 0, null, knownAt);
  }

  private static long known(Label label) {
    return label.getReportedAt().toEpochMilli();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Seen, Incoming, Label> harness()
      throws Exception {
    JoinSettings settings = new JoinSettings(Duration.ofDays(30), WAIT, Duration.ofDays(37));
    KeyedTwoInputStreamOperatorTestHarness<String, Seen, Incoming, Label> harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new LabelJoin(settings)),
            seen -> seen.tenant() + '|' + seen.transactionId(),
            incoming ->
                ((Reported) incoming).tenant() + '|' + ((Reported) incoming).transactionId(),
            Types.STRING);
    harness.setup(new RecordSerializer<>(Label.class));
    return harness;
  }
}
