package io.alcedo.scoring.stage;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The transactions of {@link RotatingTraffic} as a history: in order, each once. */
public final class RotatingHistory {
  private static final Duration LATEST = Duration.ofDays(30);

  private RotatingHistory() {}

  /** Returns rows over about three months. */
  public static List<LabelledTransaction> rows(Instant begin, int count, long seed) {
    RotatingTraffic traffic = new RotatingTraffic(seed);
    Random random = new Random(seed);
    List<LabelledTransaction> rows = new ArrayList<>();
    Instant time = begin;
    for (int i = 0; i < count; i++) {
      time = time.plusSeconds(random.nextInt(3) == 0 ? random.nextInt(60_000) : 0);
      Transaction transaction = traffic.of("t" + i, time);
      Boolean fraud = random.nextInt(4) == 0 ? random.nextInt(3) > 0 : null;
      Outcome outcome =
          random.nextInt(3) == 0 ? null : traffic.outcomeOf("t" + i, time.plusSeconds(60));
      long known = time.toEpochMilli() + (long) (random.nextDouble() * LATEST.toMillis());
      rows.add(new LabelledTransaction(transaction, fraud, known, outcome));
    }
    return rows;
  }
}
