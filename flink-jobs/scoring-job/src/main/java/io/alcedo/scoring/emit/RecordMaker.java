package io.alcedo.scoring.emit;

import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.framing.Framing;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.decision.Scored;
import io.alcedo.scoring.event.TransactionEvent;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said of a scored transaction: its risk event, the vector that was scored, and the
 * notice of an alert. One a thread.
 */
public final class RecordMaker {
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
  private final RiskEventWriter riskEvents;
  private final ScoredFeaturesWriter scoredFeatures;
  private final RecordBytes out = new RecordBytes();
  private IntFunction<String> hashes;
  private int hashedPlaces = -1;
  private String hash = "";

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
    this.riskEvents = new RiskEventWriter(policyVersion);
    this.scoredFeatures = new ScoredFeaturesWriter(plan);
    this.hashes = hashes;
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
    byte[] cardToken = scored.event().row().utf8(TransactionRow.CARD_TOKEN);
    start(RiskEvent.getClassSchema());
    riskEvents.write(scored, cardToken, hash(scored.event()), out);
    return new Emission(OutputTopic.RISK_EVENTS, cardToken, out.toByteArray());
  }

  /** Returns the record of the vector that was scored. */
  public Emission scoredFeatures(Scored scored) {
    byte[] transactionId = scored.event().row().utf8(TransactionRow.TRANSACTION_ID);
    start(ScoredFeatures.getClassSchema());
    scoredFeatures.write(scored, transactionId, hash(scored.event()), out);
    return new Emission(OutputTopic.SCORED_FEATURES, transactionId, out.toByteArray());
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

  private void start(Schema schema) {
    out.start();
    out.putFixed(framing.header(schema));
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
}
