package io.alcedo.scoring.stage;

import io.alcedo.schema.Channel;
import io.alcedo.schema.EntryMode;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Made-up traffic of few cards, terminals and devices over months, dense enough that every window
 * holds something and sparse enough that profiles stay exact: with events of the same instant, late
 * ones, repetitions, outcomes, and verdicts that come weeks later, change and are withdrawn.
 */
final class RotatingTraffic {
  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LATEST = Duration.ofHours(6);

  /** Something that arrives: a transaction, an outcome, or a verdict on an earlier transaction. */
  record Arrival(
      Instant at,
      String id,
      @Nullable Transaction transaction,
      @Nullable Outcome outcome,
      @Nullable Verdict verdict,
      int revision) {}

  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();

  RotatingTraffic(long seed) {
    this.random = new Random(seed);
  }

  /** Returns so many days of traffic in the order of its arrival. */
  static List<Arrival> days(int days, long seed) {
    RotatingTraffic traffic = new RotatingTraffic(seed);
    Instant end = BEGIN.plus(Duration.ofDays(days));
    Instant time = BEGIN;
    for (int i = 0; time.isBefore(end); i++) {
      traffic.transaction("t" + i, time);
      time = time.plusSeconds(traffic.random.nextInt(4) == 0 ? 0 : traffic.random.nextInt(14_400));
    }
    traffic.arrivals.removeIf(arrival -> !arrival.at().isBefore(end));
    traffic.arrivals.sort(Comparator.comparing(Arrival::at));
    return traffic.arrivals;
  }

  private void transaction(String id, Instant time) {
    Transaction transaction = of(id, time);
    boolean late = random.nextInt(25) == 0;
    Instant at = late ? after(time, LATEST) : time;
    arrivals.add(new Arrival(at, id, transaction, null, null, 0));
    if (random.nextInt(20) == 0) {
      // By now the key may have changed.
      arrivals.add(new Arrival(after(at, Duration.ofDays(9)), id, transaction, null, null, 0));
    }
    if (random.nextInt(3) > 0) {
      // Some come when the key of their transaction has been retired.
      Instant then = after(at, Duration.ofHours(random.nextInt(3) == 0 ? 90 : 30));
      arrivals.add(new Arrival(then, id, null, outcomeOf(id, then), null, 0));
    }
    if (random.nextInt(5) == 0) {
      verdicts(id, at);
    }
  }

  /** Returns some outcome of a transaction. */
  Outcome outcomeOf(String id, Instant at) {
    OutcomeAction[] actions = OutcomeAction.values();
    return Outcome.newBuilder()
        .setTransactionId(id)
        .setTenant("north")
        .setAction(actions[random.nextInt(actions.length)])
        .setThreeDSecureResult(
            random.nextInt(4) == 0 ? ThreeDSecureResult.FAILED : ThreeDSecureResult.UNKNOWN)
        .setOccurredAt(at)
        .build();
  }

  private void verdicts(String id, Instant at) {
    Instant first = after(at, Duration.ofDays(25));
    Verdict verdict = random.nextInt(4) == 0 ? Verdict.GENUINE : Verdict.FRAUD;
    arrivals.add(new Arrival(first, id, null, null, verdict, 1));
    if (random.nextInt(3) == 0) {
      Verdict other = random.nextBoolean() ? Verdict.WITHDRAWN : Verdict.GENUINE;
      arrivals.add(new Arrival(after(first, Duration.ofDays(20)), id, null, null, other, 2));
      arrivals.add(new Arrival(after(first, Duration.ofDays(22)), id, null, null, verdict, 1));
    }
  }

  private Instant after(Instant time, Duration most) {
    return time.plusMillis(1 + (long) (random.nextDouble() * most.toMillis()));
  }

  /** Returns some transaction. */
  Transaction of(String id, Instant time) {
    int card = random.nextInt(9);
    boolean outlier = random.nextInt(9) == 0;
    long amount =
        (long)
            ((1_000 + 500 * card) * (outlier ? 6 + random.nextInt(9) : 0.5 + random.nextDouble()));
    String[] countries = {"DE", "FR", "NL"};
    return Transaction.newBuilder()
        .setTransactionId(id)
        .setTenant("north")
        .setType(TransactionType.values()[1 + random.nextInt(4)])
        .setEventTime(time)
        .setAmountMinor(amount)
        .setBaseAmountMinor(amount)
        .setCurrency("EUR")
        .setCardNumber("card-" + card)
        .setAcquirerId("acquirer")
        .setMerchantId("merchant-" + random.nextInt(4))
        .setMerchantCategory("54" + (10 + random.nextInt(5)))
        .setMerchantCountry(countries[random.nextInt(countries.length)])
        .setTerminalId(random.nextInt(12) == 0 ? null : "terminal-" + random.nextInt(3))
        .setEntryMode(EntryMode.values()[random.nextInt(EntryMode.values().length)])
        .setChannel(Channel.values()[1 + random.nextInt(4)])
        .setDeviceId(random.nextInt(3) == 0 ? null : "device-" + random.nextInt(6))
        .setLatitude(48 + random.nextDouble())
        .setLongitude(8 + random.nextDouble())
        .build();
  }
}
