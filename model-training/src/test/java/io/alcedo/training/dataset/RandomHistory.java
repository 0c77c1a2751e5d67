package io.alcedo.training.dataset;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up card traffic with frauds that cluster at terminals; for tests. */
public final class RandomHistory {
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private RandomHistory() {}

  /** Transactions a quarter of an hour apart on average, every one labelled after the delay. */
  public static List<LabelledTransaction> labelled(int count, long seed, Duration delay) {
    Random random = new Random(seed);
    List<LabelledTransaction> history = new ArrayList<>();
    Instant time = START;
    for (int i = 0; i < count; i++) {
      time = time.plusSeconds(random.nextInt(5) == 0 ? 0 : random.nextInt(2_200));
      int terminal = random.nextInt(12);
      boolean fraud = random.nextInt(terminal == 3 ? 3 : 25) == 0;
      Transaction transaction =
          transaction("t" + i, time)
              .setCardNumber("card-" + random.nextInt(30))
              .setTerminalId("terminal-" + terminal)
              .setSignals(Map.of("reviewed", fraud ? 1.0 : random.nextInt(500) == 0 ? 1.0 : 0.0))
              .setBaseAmountMinor(100 + random.nextInt(fraud ? 40_000 : 20_000))
              .build();
      history.add(
          new LabelledTransaction(
              transaction, fraud, time.plus(delay).toEpochMilli(), approved(time)));
    }
    return history;
  }

  /** A transaction of which only the required fields are set. */
  public static Transaction.Builder transaction(String id, Instant time) {
    return Transaction.newBuilder()
        .setTransactionId(id)
        .setEventTime(time)
        .setAmountMinor(1_000)
        .setBaseAmountMinor(1_000)
        .setCurrency("EUR")
        .setCardNumber("card");
  }

  private static Outcome approved(Instant time) {
    return Outcome.newBuilder()
        .setTransactionId("")
        .setAction(OutcomeAction.SETTLED)
        .setOccurredAt(time.plusSeconds(3_600))
        .build();
  }
}
