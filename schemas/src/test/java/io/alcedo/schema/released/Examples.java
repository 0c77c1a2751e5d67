package io.alcedo.schema.released;

import io.alcedo.schema.Alert;
import io.alcedo.schema.AvsResult;
import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Channel;
import io.alcedo.schema.CvvResult;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Decision;
import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.EarlierAlert;
import io.alcedo.schema.EntryMode;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Initiator;
import io.alcedo.schema.Label;
import io.alcedo.schema.ModelAction;
import io.alcedo.schema.ModelAssignment;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelReference;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.ShadowScore;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.topics.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each topic, every field set to something else than its default. */
public final class Examples {
  private static final Instant EVENT = Instant.parse("2026-03-01T12:34:56.789Z");
  private static final Instant LATER = EVENT.plusMillis(45);
  private static final String CARD = "0123abcd.AAAAAAAAAAAAAAAAAAAAAA";
  private static final ModelReference MODEL = new ModelReference("2026-02-28.1", "ab12");

  private Examples() {}

  public static SpecificRecord of(Topic topic) {
    return switch (topic) {
      case TRANSACTIONS -> transaction();
      case OUTCOMES -> outcome();
      case RISK_EVENTS -> riskEvent();
      case ALERTS -> alert();
      case SCORED_FEATURES -> scoredFeatures();
      case FEEDBACK -> feedback();
      case LABELS -> label();
      case MODEL_ASSIGNMENTS -> assignment();
      case MODEL_COMMANDS -> command();
      case MODEL_STATUS -> status();
      case DEAD_LETTERS -> deadLetter();
    };
  }

  public static Transaction transaction() {
    Transaction transaction = new Transaction();
    transaction.setTransactionId("t-1");
    transaction.setTenant("north");
    transaction.setType(TransactionType.CASH_WITHDRAWAL);
    transaction.setInitiator(Initiator.RECURRING);
    transaction.setEventTime(EVENT);
    transaction.setUtcOffsetMinutes(-90);
    transaction.setAmountMinor(12_345);
    transaction.setCurrency("JPY");
    transaction.setBaseAmountMinor(7_890);
    transaction.setAccountId("account-1");
    transaction.setCardNumber("4000000000000002");
    transaction.setCardNumberKind(CardNumberKind.PAN);
    transaction.setAccountReference("reference-1");
    transaction.setCardholderName("Zoë Example");
    transaction.setCardholderEmail("zoe@example.org");
    transaction.setCardholderCountry("FR");
    transaction.setBillingPostcode("75001");
    transaction.setAcquirerId("acquirer-1");
    transaction.setMerchantId("merchant-1");
    transaction.setMerchantCategory("5411");
    transaction.setMerchantCountry("DE");
    transaction.setTerminalId("terminal-1");
    transaction.setEntryMode(EntryMode.CONTACTLESS);
    transaction.setChannel(Channel.ATM);
    transaction.setDeviceId("device-1");
    transaction.setIpAddress("2001:db8::1");
    transaction.setLatitude(48.8566);
    transaction.setLongitude(-2.3522);
    transaction.setOriginalTransactionId("t-0");
    transaction.setSignals(Map.of("age", 0.25));
    return transaction;
  }

  private static Outcome outcome() {
    Outcome outcome = new Outcome();
    outcome.setTransactionId("t-1");
    outcome.setTenant("north");
    outcome.setAction(OutcomeAction.DECLINED_BY_ISSUER);
    outcome.setResponseCode("51");
    outcome.setAvsResult(AvsResult.PARTIAL_MATCH);
    outcome.setCvvResult(CvvResult.NO_MATCH);
    outcome.setThreeDSecureResult(ThreeDSecureResult.FAILED);
    outcome.setSettledAmountMinor(12_000L);
    outcome.setOccurredAt(LATER);
    return outcome;
  }

  private static Reason reason() {
    return new Reason(
        "VELOCITY", "velocity", "Unusually many payments", "card_count_1d", 17.0, 2.0, 1.75);
  }

  public static RiskEvent riskEvent() {
    RiskEvent event = new RiskEvent();
    event.setTransactionId("t-1");
    event.setTenant("north");
    event.setEventTime(EVENT);
    event.setIngestedAt(EVENT.plusMillis(3));
    event.setScoredAt(LATER);
    event.setInputTopic("transactions");
    event.setInputPartition(3);
    event.setInputOffset(9_876_543_210L);
    event.setCardToken(CARD);
    event.setAcquirerId("acquirer-1");
    event.setMerchantId("merchant-1");
    event.setTerminalId("terminal-1");
    event.setAmountMinor(12_345);
    event.setCurrency("JPY");
    event.setBaseAmountMinor(7_890);
    event.setScore(0.875);
    event.setDecision(Decision.DECLINE);
    event.setDecisionSource(DecisionSource.MODEL);
    event.setReviewThreshold(0.5);
    event.setDeclineThreshold(0.8);
    event.setPolicyVersion("policy-2");
    event.setControlArm(true);
    event.setPropensity(0.05);
    event.setReasons(List.of(reason()));
    event.setReasonsSkipped(true);
    event.setModelName("card-payments");
    event.setModelVersion("2026-02-28.1");
    event.setFeatureSetHash("00ff00ff00ff00ff");
    event.setDegradation(Degradation.CPU_FALLBACK);
    event.setShadowScores(List.of(new ShadowScore("challenger", "7", 0.25)));
    return event;
  }

  private static Alert alert() {
    EarlierAlert earlier = new EarlierAlert("alert-0", EVENT.minusSeconds(60), Decision.REVIEW);
    return new Alert("alert-1", "north", LATER, riskEvent(), List.of(reason()), List.of(earlier));
  }

  private static ScoredFeatures scoredFeatures() {
    ScoredFeatures features = new ScoredFeatures();
    features.setTransactionId("t-1");
    features.setTenant("north");
    features.setEventTime(EVENT);
    features.setScoredAt(LATER);
    features.setBaseAmountMinor(7_890);
    features.setEntities(Map.of("cardToken", CARD));
    features.setVector(List.of(1.5f, -2f, Float.NaN));
    features.setSequence(List.of(0.5f));
    features.setFeatureSetHash("00ff00ff00ff00ff");
    features.setModelName("card-payments");
    features.setModelVersion("2026-02-28.1");
    features.setScore(0.875);
    features.setDecision(Decision.DECLINE);
    features.setControlArm(true);
    features.setPropensity(0.05);
    return features;
  }

  private static Feedback feedback() {
    Feedback feedback = new Feedback();
    feedback.setTransactionId("t-1");
    feedback.setTenant("north");
    feedback.setVerdict(Verdict.FRAUD);
    feedback.setSource(FeedbackSource.CHARGEBACK);
    feedback.setScheme("VISA");
    feedback.setReasonCode("10.4");
    feedback.setStage("FIRST_CHARGEBACK");
    feedback.setFraudType("6");
    feedback.setReportedAt(LATER);
    feedback.setReportedBy("analyst-1");
    return feedback;
  }

  private static Label label() {
    Label label = new Label();
    label.setTransactionId("t-1");
    label.setTenant("north");
    label.setEventTime(EVENT);
    label.setBaseAmountMinor(7_890);
    label.setVerdict(Verdict.WITHDRAWN);
    label.setPreviousVerdict(Verdict.FRAUD);
    label.setRevision(2);
    label.setReportedAt(LATER);
    label.setEntities(Map.of("terminalId", "terminal-1"));
    return label;
  }

  private static ModelAssignment assignment() {
    ModelAssignment assignment = new ModelAssignment();
    assignment.setModelName("card-payments");
    assignment.setGeneration(12);
    assignment.setActive(MODEL);
    assignment.setCanary(new ModelReference("3", "cd34"));
    assignment.setCanaryShare(0.1);
    assignment.setShadows(List.of(new ModelReference("4", "ef56")));
    assignment.setPrevious(new ModelReference("1", "0a1b"));
    assignment.setAssignedAt(LATER);
    return assignment;
  }

  private static ModelCommand command() {
    ModelCommand command = new ModelCommand();
    command.setCommandId("command-1");
    command.setModelName("card-payments");
    command.setAction(ModelAction.PROMOTE);
    command.setTarget(MODEL);
    command.setCanaryShare(0.1);
    command.setGeneration(12L);
    command.setRequestedBy("operator-1");
    command.setReason("better on last week");
    command.setRequestedAt(LATER);
    return command;
  }

  private static ModelStatus status() {
    ModelStatus status = new ModelStatus();
    status.setHost("host-1/0");
    status.setModelName("card-payments");
    status.setModelVersion("2026-02-28.1");
    status.setState(ModelState.REJECTED);
    status.setCode("DIGEST_MISMATCH");
    status.setReason("the digest differs");
    status.setExecutionTarget("CUDA");
    status.setGeneration(12L);
    status.setReportedAt(LATER);
    return status;
  }

  private static DeadLetter deadLetter() {
    return new DeadLetter(
        "transactions", 3, 9_876_543_210L, "INVALID_AMOUNT", "An amount is not negative", LATER);
  }
}
