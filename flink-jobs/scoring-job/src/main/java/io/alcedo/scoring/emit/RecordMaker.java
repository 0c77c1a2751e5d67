package io.alcedo.scoring.emit;

import io.alcedo.features.EntityPlan;
import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.bytes.FloatList;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.decision.ScoredBy;
import io.alcedo.scoring.event.Origin;
import io.alcedo.scoring.event.ScoringEvent;
import io.alcedo.scoring.event.TransactionEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said of a scored transaction: its risk event, the vector that was scored, and the
 * notice of an alert. One a thread.
 */
public final class RecordMaker {
  private static final int ACQUIRER = RowLayout.STANDARD.index("acquirerId");
  private static final int MERCHANT = RowLayout.STANDARD.index("merchantId");
  private static final int TERMINAL = RowLayout.STANDARD.index("terminalId");
  private static final int AMOUNT = RowLayout.STANDARD.index("amountMinor");
  private static final int CURRENCY = RowLayout.STANDARD.index("currency");

  private static final Set<String> SLOTS =
      Set.of(
          "transactionId",
          "tenant",
          "eventTime",
          "cardToken",
          "acquirerId",
          "merchantId",
          "terminalId",
          "amountMinor",
          "currency",
          "baseAmountMinor");

  private final Framing framing;
  private final String policyVersion;
  private IntFunction<String> hashes;
  private int hashedPlaces = -1;
  private String hash = "";
  private final Map<String, Integer> entitySlots = new TreeMap<>();

  /**
   * Creates a maker.
   *
   * @param framing frames the records
   * @param plan the job's own feature set
   * @param hashes gives the hash of the features that so many leading places of a vector hold
   * @param policyVersion the name of what decides
   */
  public RecordMaker(
      Framing framing, FeaturePlan plan, IntFunction<String> hashes, String policyVersion) {
    this.framing = framing;
    this.hashes = hashes;
    this.policyVersion = policyVersion;
    entitySlots.put("cardToken", TransactionRow.CARD_TOKEN);
    for (EntityPlan entity : plan.entities()) {
      for (String slot : entity.slots()) {
        entitySlots.put(slot, plan.layout().index(slot));
      }
    }
  }

  /** Writes records of longer vectors from now on, of which those known are the beginning. */
  public void follow(IntFunction<String> longer) {
    hashes = longer;
  }

  /** Returns the names of the slots that the records hold, beside those of the plan's entities. */
  public static Set<String> slots() {
    return SLOTS;
  }

  /** Returns the risk event of a transaction. */
  public Emission riskEvent(Scored scored) {
    return new Emission(
        OutputTopic.RISK_EVENTS, cardKey(scored), framing.encode(riskEventRecord(scored)));
  }

  /** Returns the record of the vector that was scored. */
  public Emission scoredFeatures(Scored scored) {
    TransactionRow row = scored.event().row();
    ScoredFeatures features = new ScoredFeatures();
    features.setTransactionId(row.required(TransactionRow.TRANSACTION_ID));
    features.setTenant(row.required(TransactionRow.TENANT));
    features.setEventTime(Instant.ofEpochMilli(row.eventTime()));
    features.setScoredAt(Instant.ofEpochMilli(scored.scoredAtMillis()));
    features.setBaseAmountMinor(row.number(TransactionRow.BASE_AMOUNT_MINOR));
    features.setEntities(entities(row, scored.event().twin()));
    features.setVector(new FloatList(counting(scored.event())));
    features.setSequence(List.of());
    features.setFeatureSetHash(hash(scored.event()));
    ScoredBy model = scored.model();
    if (model != null) {
      features.setModelName(model.modelName());
      features.setModelVersion(model.version());
      features.setScore(scored.score());
    }
    features.setDecision(scored.decided().decision());
    features.setControlArm(scored.decided().controlArm());
    features.setPropensity(scored.decided().propensity());
    return new Emission(
        OutputTopic.SCORED_FEATURES,
        utf8(row.required(TransactionRow.TRANSACTION_ID)),
        framing.encode(features));
  }

  /**
   * Returns the notice that an alert is raised.
   *
   * @param riskEvent the transaction's risk event
   */
  public AlertNotice alert(Scored scored, Emission riskEvent) {
    TransactionRow row = scored.event().row();
    return new AlertNotice(
        AlertIds.cardKey(
            row.required(TransactionRow.TENANT), row.required(TransactionRow.CARD_TOKEN)),
        AlertIds.of(row),
        riskEvent.value());
  }

  /**
   * Returns the notice that an alert is raised, for the card under the key that is to take over, so
   * that alerts stay linked then; null while no key is.
   *
   * @param riskEvent the transaction's risk event
   */
  public @Nullable AlertNotice twinAlert(Scored scored, Emission riskEvent) {
    TransactionRow twin = scored.event().twin();
    String card = twin == null ? null : twin.text(TransactionRow.CARD_TOKEN);
    return twin == null || card == null
        ? null
        : AlertNotice.remembered(
            AlertIds.cardKey(twin.required(TransactionRow.TENANT), card),
            AlertIds.of(twin),
            riskEvent.value());
  }

  /**
   * Returns the notice that a verdict closes the alert of a transaction, or null where there is no
   * row of the verdict or it does not name its card.
   */
  public static @Nullable AlertNotice closing(@Nullable TransactionRow row) {
    if (row == null) {
      return null;
    }
    String card = row.text(TransactionRow.CARD_TOKEN);
    String tenant = row.text(TransactionRow.TENANT);
    return card == null || tenant == null || row.text(TransactionRow.TRANSACTION_ID) == null
        ? null
        : AlertNotice.closed(AlertIds.cardKey(tenant, card), AlertIds.of(row));
  }

  private RiskEvent riskEventRecord(Scored scored) {
    TransactionRow row = scored.event().row();
    RiskEvent event = new RiskEvent();
    event.setTransactionId(row.required(TransactionRow.TRANSACTION_ID));
    event.setTenant(row.required(TransactionRow.TENANT));
    event.setEventTime(Instant.ofEpochMilli(row.eventTime()));
    event.setScoredAt(Instant.ofEpochMilli(scored.scoredAtMillis()));
    setOrigin(event, scored.event().origin());
    event.setCardToken(row.required(TransactionRow.CARD_TOKEN));
    event.setAcquirerId(row.text(ACQUIRER));
    event.setMerchantId(row.text(MERCHANT));
    event.setTerminalId(row.text(TERMINAL));
    event.setAmountMinor(row.number(AMOUNT));
    event.setCurrency(row.required(CURRENCY));
    event.setBaseAmountMinor(row.number(TransactionRow.BASE_AMOUNT_MINOR));
    setDecision(event, scored);
    event.setFeatureSetHash(hash(scored.event()));
    event.setShadowScores(scored.shadowScores());
    return event;
  }

  /** The vector as far as it counts: what lies behind is of sets that not all operators knew. */
  private static float[] counting(TransactionEvent event) {
    float[] vector = event.requiredVector();
    return vector.length == event.plannedFeatures()
        ? vector
        : Arrays.copyOf(vector, event.plannedFeatures());
  }

  /** The hash of the features that a vector counts; nearly always the same as that before. */
  private String hash(TransactionEvent event) {
    int places = event.plannedFeatures();
    if (places != hashedPlaces) {
      hash = hashes.apply(places);
      hashedPlaces = places;
    }
    return hash;
  }

  private static void setOrigin(RiskEvent event, Origin origin) {
    event.setIngestedAt(Instant.ofEpochMilli(origin.appendTimeMillis()));
    event.setInputTopic(origin.topic());
    event.setInputPartition(origin.partition());
    event.setInputOffset(origin.offset());
  }

  private void setDecision(RiskEvent event, Scored scored) {
    ScoredBy model = scored.model();
    if (model != null) {
      event.setScore(scored.score());
      event.setModelName(model.modelName());
      event.setModelVersion(model.version());
    }
    event.setDecision(scored.decided().decision());
    event.setDecisionSource(scored.decided().source());
    event.setReviewThreshold(scored.thresholds().review());
    event.setDeclineThreshold(scored.thresholds().decline());
    event.setPolicyVersion(policyVersion);
    event.setControlArm(scored.decided().controlArm());
    event.setPropensity(scored.decided().propensity());
    event.setReasons(scored.reasons());
    event.setReasonsSkipped(scored.reasonsSkipped());
    event.setDegradation(scored.degradation());
  }

  /** Returns the entities, and their tokens under the key that is to take over. */
  private Map<String, String> entities(TransactionRow row, @Nullable TransactionRow twin) {
    Map<String, String> entities = new HashMap<>();
    entitySlots.forEach(
        (name, index) -> {
          String value = row.text(index);
          if (value != null) {
            entities.put(name, value);
            if (twin != null && !value.equals(twin.text(index))) {
              entities.put(ScoringEvent.NEXT + name, twin.required(index));
            }
          }
        });
    return entities;
  }

  private static byte[] cardKey(Scored scored) {
    return utf8(scored.event().row().required(TransactionRow.CARD_TOKEN));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
