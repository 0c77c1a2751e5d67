package io.alcedo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** A small file of labelled transactions, its mapping and a feature set, for tests. */
record SmallHistory(Path transactions, Path mapping, Path featureSet) {
  private static final String MAPPING =
      """
      fields:
        transactionId: ID
        eventTime: TIME
        cardNumber: CARD
        terminalId: TERMINAL
        amountMinor: AMOUNT
        baseAmountMinor: AMOUNT
        currency: {constant: EUR}
      fraud: FRAUD
      label_delay: 1h
      """;

  private static final String FEATURES =
      """
      name: small
      entities: {card: cardToken, terminal: terminalId}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_1d, count: card, window: 1d, family: velocity}
        - {name: card_sum_1d, sum: baseAmount, by: card, window: 1d, family: velocity}
        - {name: terminal_count_1h, count: terminal, window: 1h, family: velocity}
      """;

  /** Writes the files; frauds have high amounts, and some transactions share an instant. */
  static SmallHistory write(Path directory, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("ID,TIME,CARD,TERMINAL,AMOUNT,FRAUD\n");
    Instant time = Instant.parse("2026-03-01T00:00:00Z");
    for (int i = 0; i < rows; i++) {
      time = time.plusSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(120));
      boolean fraud = random.nextInt(20) == 0;
      csv.append(
          "t%d,%s,card-%d,%s,%d,%d%n"
              .formatted(
                  i,
                  time,
                  random.nextInt(40),
                  random.nextInt(9) == 0 ? "" : "term-" + random.nextInt(15),
                  (fraud ? 40_000 : 100) + random.nextInt(20_000),
                  fraud ? 1 : 0));
    }
    return new SmallHistory(
        Files.writeString(directory.resolve("history.csv"), csv),
        Files.writeString(directory.resolve("mapping.yaml"), MAPPING),
        Files.writeString(directory.resolve("features.yaml"), FEATURES));
  }
}
