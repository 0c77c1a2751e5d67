package io.alcedo.local.serve;

import io.alcedo.local.ExitCodes;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt, once. A shutdown hook would come too late: Flink's
 * actor system ends by a hook of its own, at the same time, and answers nobody from then on. A
 * second signal ends the process at once.
 */
final class StopSignals {
  private static final int SIGNALLED = 128;

  private final AtomicInteger number = new AtomicInteger();

  private StopSignals() {}

  static StopSignals interrupting(Thread thread) {
    StopSignals signals = new StopSignals();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (signals.number.compareAndSet(0, signal.getNumber())) {
              thread.interrupt();
            } else {
              Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
            }
          });
    }
    return signals;
  }

  /** Returns 128 and the signal's number, as shells do, or 0 where there was none. */
  int exitCode() {
    return number.get() == 0 ? ExitCodes.OK : SIGNALLED + number.get();
  }
}
