package io.alcedo.retraining.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.jobs.SerializerChecks;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.TestRecords;
import io.alcedo.retraining.ingest.Incoming.Became;
import io.alcedo.retraining.ingest.Incoming.Refused;
import io.alcedo.retraining.ingest.Incoming.Reported;
import io.alcedo.retraining.ingest.Incoming.Scored;
import io.alcedo.retraining.verdict.Meaning;
import io.alcedo.retraining.verdict.Ruling;
import io.alcedo.retraining.verdict.Stage;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearningIngestTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Origin ORIGIN = new Origin("topic", 1, 42);
  private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
  private static final long KNOWN = NOW.toEpochMilli() - 1_000;
  private static final String CARD = "4111111111111111";

  private LearningIngest ingest;

  @BeforeEach
  void open() throws Exception {
    ingest = ingest(Map.of());
  }

  @Test
  void takesVectorsAndOutcomesAsTheyAre() {
    ScoredFeatures scored = TestRecords.scored("t-1", 0);
    Outcome outcome = TestRecords.settled("t-1", 2);

    assertThat(ingest.scored(FRAMING.encode(scored), ORIGIN)).isEqualTo(new Scored(scored));
    assertThat(ingest.outcome(FRAMING.encode(outcome), ORIGIN)).isEqualTo(new Became(outcome));
  }

  @Test
  void takesVectorsAsMadeWithTheirTransactionsOnTheClockOfEvents() throws Exception {
    ingest = ingest(Map.of("clock.kind", "event"));
    ScoredFeatures scored = TestRecords.scored("t-1", 0);
    scored.setScoredAt(scored.getEventTime().plus(Duration.ofDays(300)));

    Scored taken = (Scored) ingest.scored(FRAMING.encode(scored), ORIGIN);

    assertThat(taken.features().getScoredAt()).isEqualTo(scored.getEventTime());
  }

  @Test
  void readsAReportByTheVerdictTable() {
    Reported reported = reported(TestRecords.chargeback("t-1", "10.4", "first chargeback"), 77);

    assertThat(reported.tenant()).isEqualTo("shop");
    assertThat(reported.transactionId()).isEqualTo("t-1");
    assertThat(reported.origin()).isEqualTo(ORIGIN);
    assertThat(reported.statement().ruling()).isEqualTo(new Ruling(Meaning.FRAUD, 400));
    assertThat(reported.statement().stage()).isEqualTo(Stage.FIRST_CHARGEBACK);
    assertThat(reported.statement().knownAt()).isEqualTo(KNOWN + 77);
  }

  @Test
  void knowsAReportThatIsSentAgain() {
    Feedback timed = TestRecords.analyst("t-1", Verdict.FRAUD);
    timed.setReportedAt(NOW);
    Feedback later = TestRecords.analyst("t-1", Verdict.FRAUD);
    later.setReportedAt(NOW.plusMillis(1));
    Feedback untimed = TestRecords.analyst("t-1", Verdict.FRAUD);

    long id = reported(timed, 5).statement().id();
    assertThat(reported(timed, 9).statement().id()).isEqualTo(id);
    assertThat(reported(later, 5).statement().id()).isNotEqualTo(id);
    assertThat(reported(untimed, 5).statement().id())
        .isNotEqualTo(id)
        .isNotEqualTo(reported(untimed, 6).statement().id());
  }

  @Test
  void neverKeepsWhoEnteredAVerdict() throws Exception {
    Feedback feedback = TestRecords.chargeback("t-1", "10.4", "LOST");
    feedback.setReportedBy("anna.analyst");

    String bytes = SerializerChecks.hex(new IncomingSerializer(), reported(feedback, 5));

    assertThat(bytes).contains(hex("t-1")).doesNotContain(hex("anna")).doesNotContain(hex("10.4"));
  }

  @Test
  void saysWhatIsWrongWithAReport() {
    assertRefused("MISSING_ID", feedback -> feedback.setTransactionId(" "));
    assertRefused("INVALID_TENANT", feedback -> feedback.setTenant("a b"));
    assertRefused("INVALID_FIELD", feedback -> feedback.setSource(FeedbackSource.UNKNOWN));
    assertRefused("INVALID_FIELD", feedback -> feedback.setVerdict(Verdict.UNKNOWN));
    assertRefused("INVALID_FIELD", feedback -> feedback.setStage("SECOND_CHARGEBACK"));
    assertRefused("CARD_NUMBER_IN_TEXT", feedback -> feedback.setTransactionId("t-" + CARD));
    assertRefused("CARD_NUMBER_IN_TEXT", feedback -> feedback.setReasonCode(CARD));
    assertRefused("CARD_NUMBER_IN_TEXT", feedback -> feedback.setStage(CARD));
    assertRefused("EMAIL_IN_TEXT", feedback -> feedback.setScheme("a@b.example"));
    assertRefused("EMAIL_IN_TEXT", feedback -> feedback.setFraudType("a@b.example"));
    assertRefused("TEXT_TOO_LONG", feedback -> feedback.setScheme("V".repeat(300)));
  }

  @Test
  void saysWhatIsWrongWithVectorsAndOutcomes() {
    ScoredFeatures leaking = TestRecords.scored("t-1", 0);
    leaking.setEntities(Map.of("cardToken", CARD));
    ScoredFeatures named = TestRecords.scored("t-1", 0);
    named.setEntities(Map.of("a@b.example", "x"));
    ScoredFeatures future = TestRecords.scored("t-1", 0);
    future.setEventTime(NOW.plus(Duration.ofDays(2)));
    Outcome coded = TestRecords.settled("t-1", 0);
    coded.setResponseCode(CARD);
    Outcome ancient = TestRecords.settled("t-1", 0);
    ancient.setOccurredAt(Instant.EPOCH);

    assertRefused("CARD_NUMBER_IN_TEXT", ingest.scored(FRAMING.encode(leaking), ORIGIN));
    assertRefused("INVALID_FIELD", ingest.scored(FRAMING.encode(named), ORIGIN));
    assertRefused("TIME_OUT_OF_BOUNDS", ingest.scored(FRAMING.encode(future), ORIGIN));
    assertRefused("CARD_NUMBER_IN_TEXT", ingest.outcome(FRAMING.encode(coded), ORIGIN));
    assertRefused("TIME_OUT_OF_BOUNDS", ingest.outcome(FRAMING.encode(ancient), ORIGIN));
  }

  @Test
  void believesNoTimeOfARecordThatTheBrokerCannotHaveStamped() {
    byte[] message = FRAMING.encode(TestRecords.analyst("t-1", Verdict.FRAUD));

    assertRefused("TIME_OUT_OF_BOUNDS", ingest.feedback(message, ORIGIN, -1));
    assertRefused(
        "TIME_OUT_OF_BOUNDS",
        ingest.feedback(message, ORIGIN, NOW.plus(Duration.ofDays(2)).toEpochMilli()));
  }

  @Test
  void takesTimesAheadOfTheWallInAReplay() throws Exception {
    ScoredFeatures future = TestRecords.scored("t-1", 0);
    future.setEventTime(NOW.plus(Duration.ofDays(400)));

    assertThat(ingest(Map.of("clock.kind", "event")).scored(FRAMING.encode(future), ORIGIN))
        .isInstanceOf(Scored.class);
  }

  @Test
  void refusesWhatIsNoRecordOfItsTopic() {
    assertRefused("NULL_VALUE", ingest.feedback(null, ORIGIN, KNOWN));
    assertRefused("UNDECODABLE", ingest.feedback(new byte[] {1, 2}, ORIGIN, KNOWN));
    assertRefused("RECORD_TOO_LARGE", ingest.outcome(new byte[70_000], ORIGIN));
    assertRefused(
        "OTHER_RECORD", ingest.outcome(FRAMING.encode(TestRecords.scored("t-1", 0)), ORIGIN));
  }

  @Test
  void lookingLikeACardNumberCanBeAllowed() throws Exception {
    LearningIngest exempt = ingest(Map.of("privacy.card_numbers_allowed_in", "transactionId"));
    byte[] message = FRAMING.encode(TestRecords.analyst(CARD, Verdict.FRAUD));

    assertThat(exempt.feedback(message, ORIGIN, KNOWN)).isInstanceOf(Reported.class);
  }

  private void assertRefused(String code, Consumer<Feedback> breaking) {
    Feedback feedback = TestRecords.analyst("t-1", Verdict.FRAUD);
    breaking.accept(feedback);
    assertRefused(code, ingest.feedback(FRAMING.encode(feedback), ORIGIN, KNOWN));
  }

  private static void assertRefused(String code, Incoming incoming) {
    assertThat(incoming)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.origin()).isEqualTo(ORIGIN);
              assertThat(refused.seenAtMillis()).isEqualTo(NOW.toEpochMilli());
              assertThat(refused.message())
                  .doesNotContain(CARD)
                  .doesNotContain("a@b")
                  .doesNotContain("SECOND");
            });
  }

  private Reported reported(Feedback feedback, long later) {
    return (Reported) ingest.feedback(FRAMING.encode(feedback), ORIGIN, KNOWN + later);
  }

  private static LearningIngest ingest(Map<String, String> overrides) throws Exception {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap_servers", "localhost:9092",
                "model.bundle", "bundle",
                "privacy.keyset_file", "keyset.json"));
    settings.putAll(overrides);
    return new LearningIngest(
        AlcedoConfig.of(settings),
        VerdictTable.named(VerdictTable.SHIPPED),
        FRAMING,
        InstantSource.fixed(NOW));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
