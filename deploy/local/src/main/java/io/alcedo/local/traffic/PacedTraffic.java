package io.alcedo.local.traffic;

import io.alcedo.schema.history.LabelledTransaction;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Iterator;

/** Writes traffic at a rate and tells how far it has come. */
final class PacedTraffic {
  private static final long TELL_NANOS = 1_000_000_000L;

  private final TrafficWriter writer;
  private final PrintWriter terminal;
  private final String participle;

  PacedTraffic(TrafficWriter writer, PrintWriter terminal, String participle) {
    this.writer = writer;
    this.terminal = terminal;
    this.participle = participle;
  }

  /** Writes until there is no more, the count is reached or the time is up. */
  void run(Iterator<LabelledTransaction> traffic, long count, double rate, Duration atMost) {
    Pacer pacer = new Pacer(rate, System::nanoTime);
    long start = System.nanoTime();
    long told = start;
    while (writer.sent() < count
        && traffic.hasNext()
        && System.nanoTime() - start < atMost.toNanos()) {
      for (int due = pacer.due(); due > 0 && writer.sent() < count && traffic.hasNext(); due--) {
        writer.write(traffic.next());
      }
      if (System.nanoTime() - told > TELL_NANOS) {
        told = System.nanoTime();
        terminal.printf("%s %,d transactions%n", participle, writer.sent());
        terminal.flush();
      }
    }
    writer.flush();
    double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
    terminal.printf(
        "%s %,d transactions in %.1f s, %,.0f a second%n",
        participle, writer.sent(), seconds, writer.sent() / seconds);
    terminal.flush();
  }
}
