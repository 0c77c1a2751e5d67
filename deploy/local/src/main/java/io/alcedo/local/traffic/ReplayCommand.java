package io.alcedo.local.traffic;

import io.alcedo.local.ExitCodes;
import io.alcedo.local.HistoryOptions;
import io.alcedo.local.Problems;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the transactions of a file to any Kafka. */
@Command(
    name = "replay",
    description = {
      "Writes the transactions of a CSV file and their outcomes to Kafka, at a rate or on the file's own clock.",
      "Event times are those of the file: let the job's clock be 'event'."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  alcedo replay --transactions history.csv.gz --mapping mapping.yaml --rate 2000",
      "  alcedo replay --transactions transactions.csv.gz --mapping handbook --speed-up 600"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private HistoryOptions history = new HistoryOptions();

  @ArgGroup private Pace pace = new Pace();

  @Mixin private KafkaConnection kafka = new KafkaConnection();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** How fast: at a rate, or faster than the file's own clock by a factor. */
  static final class Pace {
    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "Transactions a second (default: 1000).")
    private double rate = 1000;

    @Option(
        names = "--speed-up",
        paramLabel = "X",
        description = "Times the speed of the file's own clock, such as 60.")
    private double speedUp;
  }

  @Override
  public Integer call() throws IOException {
    Problems problems = new Problems();
    problems.transactions(history.file(), history.mapping());
    problems.unless(pace.rate > 0, "--rate is above 0: value=" + pace.rate);
    problems.unless(pace.speedUp >= 0, "--speed-up is above 0: value=" + pace.speedUp);
    problems.refuse();
    kafka.admin().close();
    try (TransactionCsv csv = history.open();
        TrafficWriter writer =
            new TrafficWriter(
                kafka.producer(), kafka.framing(), FollowUps.NONE, (sent, p, o) -> {})) {
      boolean onItsClock = pace.speedUp > 0;
      Iterator<LabelledTransaction> traffic = onItsClock ? new OnItsClock(csv, pace.speedUp) : csv;
      new PacedTraffic(writer, spec.commandLine().getErr(), "replayed")
          .run(traffic, Long.MAX_VALUE, onItsClock ? 1e6 : pace.rate, Duration.ofDays(3650));
    }
    return ExitCodes.OK;
  }

  /**
   * Hands transactions over when their time has come on a faster clock that starts with the first.
   */
  private static final class OnItsClock implements Iterator<LabelledTransaction> {
    private final Iterator<LabelledTransaction> transactions;
    private final double speedUp;
    private final long start = System.nanoTime();
    private long firstTime = Long.MIN_VALUE;

    OnItsClock(Iterator<LabelledTransaction> transactions, double speedUp) {
      this.transactions = transactions;
      this.speedUp = speedUp;
    }

    @Override
    public boolean hasNext() {
      return transactions.hasNext();
    }

    @Override
    public LabelledTransaction next() {
      LabelledTransaction next = transactions.next();
      long time = next.transaction().getEventTime().toEpochMilli();
      if (firstTime == Long.MIN_VALUE) {
        firstTime = time;
      }
      long due = start + (long) ((time - firstTime) * 1e6 / speedUp);
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      return next;
    }
  }
}
