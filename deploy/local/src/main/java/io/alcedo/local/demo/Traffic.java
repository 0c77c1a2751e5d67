package io.alcedo.local.demo;

import io.alcedo.schema.AvsResult;
import io.alcedo.schema.CvvResult;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ThreeDSecureResult;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.scoring.history.HistoryFile;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The demo's transactions: an earlier part, from which the first model is trained and the profiles
 * are filled, and the later part that streams. Either is read as often as it is needed, because the
 * same settings or file give the same transactions.
 */
final class Traffic {
  private static final long APPROVED_AFTER_MILLIS = 500;

  /** What becomes known later than the earlier part ends is not yet known to it. */
  private record Earlier(HistoryOrigin origin, long count, long end) implements HistoryOrigin {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return origin.name();
    }

    @Override
    public Iterator<LabelledTransaction> open() throws IOException {
      Iterator<LabelledTransaction> all = origin.open();
      return new Iterator<>() {
        private long given;

        @Override
        public boolean hasNext() {
          return given < count && all.hasNext();
        }

        @Override
        public LabelledTransaction next() {
          if (!hasNext()) {
            throw new NoSuchElementException("The earlier part has ended: transactions=" + given);
          }
          given++;
          return asOf(end, all.next());
        }
      };
    }
  }

  /** Simulated transactions from their beginning. */
  private record Simulated(SimulationSettings settings) implements HistoryOrigin {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "simulation";
    }

    @Override
    public Iterator<LabelledTransaction> open() {
      return new Simulation(settings);
    }
  }

  private final HistoryOrigin all;
  private final long earlierCount;
  private final long laterCount;
  private final long end;
  private final double millisPerTransaction;

  private Traffic(HistoryOrigin all, long earlierCount, long laterCount) {
    this.all = all;
    this.earlierCount = earlierCount;
    this.laterCount = laterCount;
    Span span = Span.of(all, earlierCount);
    this.end = span.end();
    this.millisPerTransaction = span.millis() / (double) Math.max(1, earlierCount);
  }

  /** Returns traffic of the simulator. */
  static Traffic simulated(long seed, int earlier) {
    // A Monday some time ago; the demo runs on the simulation's clock.
    Instant start = Instant.parse("2026-01-05T00:00:00Z");
    return new Traffic(
        new Simulated(SimulationSettings.standard(seed, start)), earlier, Long.MAX_VALUE);
  }

  /** Returns the traffic of a file, of which this share comes before the stream. */
  static Traffic inFile(Path file, String mapping, double earlierShare) {
    HistoryFile origin = new HistoryFile(file.toAbsolutePath().toString(), mapping);
    long rows = 0;
    for (Iterator<LabelledTransaction> all = opened(origin); all.hasNext(); all.next()) {
      rows++;
    }
    long earlier = Math.max(1, (long) (rows * earlierShare));
    return new Traffic(origin, earlier, rows - earlier);
  }

  /** Returns how many transactions come before the stream. */
  long earlierCount() {
    return earlierCount;
  }

  /** Returns how many transactions stream at most; the simulator's never end. */
  long laterCount() {
    return laterCount;
  }

  /** Returns the event time at which the stream starts, in milliseconds since 1970. */
  long end() {
    return end;
  }

  /**
   * Returns how fast event times go: milliseconds from one transaction to the next, in the mean.
   */
  double millisPerTransaction() {
    return millisPerTransaction;
  }

  /** Returns the earlier part, with what was known of it at its end. */
  HistoryOrigin earlier() {
    return new Earlier(all, earlierCount, end);
  }

  /**
   * Returns all transactions; those of the earlier part come first, with what became known of them
   * later. One of a file that tells no outcomes was carried out: it is approved. Otherwise none
   * would count as genuine where nobody complains, and trainings would see complaints only.
   */
  Iterator<LabelledTransaction> all() {
    Iterator<LabelledTransaction> told = opened(all);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return told.hasNext();
      }

      @Override
      public LabelledTransaction next() {
        LabelledTransaction next = told.next();
        return next.outcome() != null ? next : approved(next);
      }
    };
  }

  private static LabelledTransaction approved(LabelledTransaction labelled) {
    Transaction transaction = labelled.transaction();
    Outcome outcome = new Outcome();
    outcome.setTransactionId(transaction.getTransactionId());
    outcome.setTenant(transaction.getTenant());
    outcome.setAction(OutcomeAction.APPROVED);
    outcome.setAvsResult(AvsResult.NOT_CHECKED);
    outcome.setCvvResult(CvvResult.NOT_CHECKED);
    outcome.setThreeDSecureResult(ThreeDSecureResult.NOT_REQUESTED);
    outcome.setOccurredAt(transaction.getEventTime().plusMillis(APPROVED_AFTER_MILLIS));
    return new LabelledTransaction(transaction, labelled.fraud(), labelled.labelKnownAt(), outcome);
  }

  private static Iterator<LabelledTransaction> opened(HistoryOrigin origin) {
    try {
      return origin.open();
    } catch (IOException e) {
      throw new UncheckedIOException("The transactions can be read: " + e.getMessage(), e);
    }
  }

  /** The event times of the earlier part: from the first one to that of the first one after it. */
  private record Span(long start, long end) {
    static Span of(HistoryOrigin origin, long count) {
      Iterator<LabelledTransaction> all = opened(origin);
      long start = Long.MAX_VALUE;
      long end = Long.MIN_VALUE;
      for (long i = 0; i <= count && all.hasNext(); i++) {
        end = all.next().transaction().getEventTime().toEpochMilli();
        start = Math.min(start, end);
      }
      return new Span(start, end);
    }

    long millis() {
      return Math.max(0, end - start);
    }
  }

  private static LabelledTransaction asOf(long end, LabelledTransaction labelled) {
    Outcome outcome = labelled.outcome();
    boolean labelKnown = labelled.fraud() != null && labelled.labelKnownAt() <= end;
    boolean outcomeKnown = outcome != null && outcome.getOccurredAt().toEpochMilli() <= end;
    if ((labelKnown || labelled.fraud() == null) && (outcomeKnown || outcome == null)) {
      return labelled;
    }
    return new LabelledTransaction(
        labelled.transaction(),
        labelKnown ? labelled.fraud() : null,
        labelled.labelKnownAt(),
        outcomeKnown ? outcome : null);
  }
}
