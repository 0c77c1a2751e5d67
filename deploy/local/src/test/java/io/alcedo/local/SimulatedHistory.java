package io.alcedo.local;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Traffic of the simulator as a CSV file with a mapping and a small feature set, for tests.
 *
 * @param transactions the file
 * @param mapping its mapping, by which each label comes two hours after its transaction
 * @param featureSet the feature set
 */
record SimulatedHistory(Path transactions, Path mapping, Path featureSet) {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private static final String MAPPING =
      """
      fields:
        transactionId: ID
        eventTime: TIME
        type: TYPE
        channel: CHANNEL
        cardNumber: CARD
        cardNumberKind: {constant: PAN}
        acquirerId: ACQUIRER
        merchantId: MERCHANT
        merchantCategory: CATEGORY
        terminalId: TERMINAL
        amountMinor: AMOUNT
        baseAmountMinor: AMOUNT
        currency: {constant: EUR}
      fraud: FRAUD
      label_delay: 2h
      outcome:
        action: ACTION
      """;

  private static final String FEATURES =
      """
      name: small
      entities: {card: cardToken, merchant: [acquirerId, merchantId]}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_amount_zscore_7d, zscore: baseAmount, by: card, window: 7d, family: amount}
        - {name: card_count_1h, count: card, window: 1h, family: velocity}
        - {name: card_seconds_since_last, since_last: card, family: velocity}
        - {name: card_frauds_7d, fraud_count: card, window: 7d, family: history}
        - {name: merchant_fraud_rate_7d, fraud_rate: merchant, window: 7d, empty: 0, family: history}
      """;

  /** Writes whole days of traffic; some frauds were never reported, but were approved. */
  static SimulatedHistory write(Path directory, int days, int cards, long seed) throws IOException {
    Simulation simulation =
        new Simulation(
            new SimulationSettings(
                seed, "default", START, cards, 60, 3, 40, Duration.ofHours(12), 0.03, null));
    Instant end = START.plus(Duration.ofDays(days));
    Path csv = directory.resolve("traffic.csv");
    try (Writer out = Files.newBufferedWriter(csv)) {
      out.write(
          "ID,TIME,TYPE,CHANNEL,CARD,ACQUIRER,MERCHANT,CATEGORY,TERMINAL,AMOUNT,FRAUD,ACTION\n");
      LabelledTransaction next = simulation.next();
      while (next.transaction().getEventTime().isBefore(end)) {
        out.write(line(next));
        next = simulation.next();
      }
    }
    return new SimulatedHistory(
        csv,
        Files.writeString(directory.resolve("traffic-mapping.yaml"), MAPPING),
        Files.writeString(directory.resolve("traffic-features.yaml"), FEATURES));
  }

  private static String line(LabelledTransaction labelled) {
    Transaction transaction = labelled.transaction();
    Outcome outcome = labelled.outcome();
    return "%s,%s,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s%n"
        .formatted(
            transaction.getTransactionId(),
            transaction.getEventTime(),
            transaction.getType(),
            transaction.getChannel(),
            transaction.getCardNumber(),
            orEmpty(transaction.getAcquirerId()),
            orEmpty(transaction.getMerchantId()),
            orEmpty(transaction.getMerchantCategory()),
            orEmpty(transaction.getTerminalId()),
            transaction.getBaseAmountMinor(),
            labelled.fraud() == null ? "" : labelled.fraud() ? "1" : "0",
            outcome == null ? "" : outcome.getAction());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
