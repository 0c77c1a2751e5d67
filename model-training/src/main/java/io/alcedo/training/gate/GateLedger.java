package io.alcedo.training.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All attempts to replace the champions of one model, in their order: what a gate needs to know so
 * that trying often does not promote by luck. It only ever grows; one attempt at most is open, the
 * last. Immutable.
 *
 * @param attempts from the first on
 */
public record GateLedger(List<GateAttempt> attempts) {
  /** No attempt was made. */
  public static final GateLedger EMPTY = new GateLedger(List.of());

  /** Checks that earlier attempts are over, and copies the list. */
  public GateLedger {
    attempts = List.copyOf(attempts);
    for (int i = 0; i < attempts.size() - 1; i++) {
      if (attempts.get(i).open()) {
        throw new IllegalArgumentException(
            "Only the last attempt may be open: attempt=" + attempts.get(i).id());
      }
    }
  }

  /**
   * Returns this ledger with an attempt opened, at the level that is its due by {@link Spending};
   * this very ledger where it is in it already.
   *
   * @param significance the probability of error of all attempts before the first promotion
   * @throws IllegalArgumentException where another attempt is open
   */
  public GateLedger opened(String id, String champion, String challenger, double significance) {
    if (find(id) != null) {
      return this;
    }
    int number = attempts.size() + 1;
    double share = Spending.share(number);
    for (int earlier = 1; earlier < number; earlier++) {
      if (attempts.get(earlier - 1).verdict() == GateVerdict.PROMOTE) {
        share += Spending.share(number - earlier);
      }
    }
    List<GateAttempt> more = new ArrayList<>(attempts);
    more.add(
        new GateAttempt(
            id, champion, challenger, significance * Math.min(1, share), List.of(), null));
    return new GateLedger(more);
  }

  /** Returns this ledger with an open attempt given up; this very ledger where none is open. */
  public GateLedger abandoned(String id) {
    GateAttempt attempt = find(id);
    return attempt == null || !attempt.open() ? this : with(attempt.abandoned());
  }

  /**
   * Returns this ledger with the look that a report tells of; this very ledger where it is in it.
   *
   * @throws IllegalArgumentException where it is not the next look at an attempt of the ledger
   */
  public GateLedger recorded(GateReport report) {
    GateAttempt attempt = find(report.attempt());
    int look = report.level().look();
    if (attempt != null && attempt.looks().size() >= look) {
      return this;
    }
    if (attempt == null || !attempt.open() || attempt.looks().size() + 1 != look) {
      throw new IllegalArgumentException(
          "Looks are written down in their order: attempt=" + report.attempt() + ", look=" + look);
    }
    return with(
        attempt.looked(
            new GateLook(report.level().fraction(), report.level().ofLook()), report.verdict()));
  }

  /** Returns the attempt of this id, null where there is none. */
  public @Nullable GateAttempt find(String id) {
    return attempts.stream().filter(attempt -> attempt.id().equals(id)).findFirst().orElse(null);
  }

  /** Returns the number of an attempt, from 1 on; 0 where it is not in the ledger. */
  public int number(String id) {
    for (int i = 0; i < attempts.size(); i++) {
      if (attempts.get(i).id().equals(id)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Returns this ledger with an attempt in the place of the one of its id. */
  GateLedger with(GateAttempt changed) {
    return new GateLedger(
        attempts.stream()
            .map(attempt -> attempt.id().equals(changed.id()) ? changed : attempt)
            .toList());
  }
}
