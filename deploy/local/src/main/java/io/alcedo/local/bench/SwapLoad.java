package io.alcedo.local.bench;

import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.traffic.Calibration;
import io.alcedo.local.traffic.FollowUps;
import io.alcedo.local.traffic.Pacer;
import io.alcedo.local.traffic.TrafficWriter;
import io.alcedo.schema.history.LabelledTransaction;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The load of a measurement: as much as the job answers at first, then at a steady rate. */
final class SwapLoad implements AutoCloseable {
  private static final int BURST = 200;
  private static final long PAUSE_NANOS = 200_000L;

  private final TrafficWriter writer;
  private final Iterator<LabelledTransaction> traffic;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  SwapLoad(KafkaConnection kafka, Iterator<LabelledTransaction> traffic) {
    this.writer =
        new TrafficWriter(
            kafka.producer(), kafka.framing(), FollowUps.NONE, (sent, partition, offset) -> {});
    this.traffic = traffic;
  }

  /** Tries what the machine sustains, transactions a second. */
  double sustained(Duration most, LongSupplier answers) {
    Calibration calibration = new Calibration(most, System::nanoTime);
    while (!calibration.found(answers.getAsLong())) {
      long free = calibration.window() - (writer.sent() - answers.getAsLong());
      for (long due = Math.min(BURST, free); due > 0; due--) {
        writer.write(traffic.next());
      }
      if (free <= 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return calibration.sustained();
  }

  /** Begins to send at a rate, on a thread of its own, until {@link #stop}. */
  void start(double rate) {
    Thread sender =
        new Thread(
            () -> {
              try {
                send(new Pacer(rate, System::nanoTime));
              } catch (RuntimeException e) {
                failure = e;
              }
            },
            "bench-load");
    sender.setDaemon(true);
    thread = sender;
    sender.start();
  }

  /** Throws what ended the load, if anything did. */
  void check() {
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("The load goes on until it is stopped", failed);
    }
  }

  /** Ends the load. Returns how many transactions were sent, of which all have arrived. */
  long stop() throws InterruptedException {
    stopped = true;
    Thread sender = thread;
    if (sender != null) {
      sender.join();
    }
    check();
    writer.flush();
    return writer.sent();
  }

  private void send(Pacer pacer) {
    while (!stopped) {
      for (int due = pacer.due(); due > 0 && !stopped; due--) {
        writer.write(traffic.next());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    Thread sender = thread;
    if (sender != null) {
      sender.join();
    }
    writer.close();
  }
}
