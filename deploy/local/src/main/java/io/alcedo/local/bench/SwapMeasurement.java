package io.alcedo.local.bench;

import io.alcedo.local.bench.SwapReport.MeasuredSwap;
import io.alcedo.local.bench.SwapReport.Memory;
import io.alcedo.local.bench.ThroughputReport.Machine;
import io.alcedo.operations.metrics.ProcessMetrics;
import io.alcedo.operations.metrics.Readiness;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.ModelVersion;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Swaps models in a running job and measures: first around some swaps, each after a quiet time,
 * then over many in a row. One thread only.
 */
final class SwapMeasurement {
  private static final Duration MOST_WARM_UP = Duration.ofSeconds(40);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_NANOS = 5_000_000L;
  private static final int TOLD_EVERY = 20;

  private final InstantSource clock = InstantSource.system();
  private final SwapSettings settings;
  private final PrintWriter out;
  private final TurningModels models;
  private final AssignmentLog log;
  private final SwapAnswers answers;
  private final SwapLoad load;

  SwapMeasurement(
      SwapSettings settings,
      PrintWriter out,
      TurningModels models,
      AssignmentLog log,
      SwapAnswers answers,
      SwapLoad load) {
    this.settings = settings;
    this.out = out;
    this.models = models;
    this.log = log;
    this.answers = answers;
    this.load = load;
  }

  SwapReport run() throws Exception {
    Double asked = settings.rate();
    awaitReady();
    say("warming up");
    double sustained = load.sustained(MOST_WARM_UP, answers::answers);
    requireDevice();
    double rate = asked == null ? sustained / 2 : asked;
    say("at %,.0f transactions a second (%,.0f sustained)", rate, sustained);
    load.start(rate);
    swap(); // what is done for the first time is no measure
    List<MeasuredSwap> swaps = new ArrayList<>();
    for (int i = 1; i <= settings.measured(); i++) {
      swaps.add(measure(i));
    }
    Memory memory = inARow();
    long sent = load.stop();
    return new SwapReport(
        rate,
        sustained,
        settings.device().name(),
        sent,
        sent - awaitAnswers(sent),
        SwapReport.medianRatio(swaps),
        swaps,
        memory,
        Machine.here());
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ProcessMetrics.get().readiness().missing(Readiness.Role.SCORING).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "The job is ready within "
                + PATIENCE.toSeconds()
                + " s: missing="
                + ProcessMetrics.get().readiness().missing(Readiness.Role.SCORING));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void requireDevice() throws DeviceMissingException {
    if (answers.fellBack()) {
      throw new DeviceMissingException(
          "the models were to compute on " + settings.device() + ", which is not here");
    }
  }

  private MeasuredSwap measure(int number) throws Exception {
    rest(settings.before());
    long ordered = clock.millis();
    long first = swap();
    long half = settings.around().toMillis() / 2;
    rest(Duration.ofMillis(half + 1_000)); // and what is appended late
    long from = first - half;
    long quietEnd = Math.min(ordered, from);
    Histogram before =
        answers.latencies().between(quietEnd - settings.before().toMillis(), quietEnd);
    Histogram around = answers.latencies().between(from, first + half);
    MeasuredSwap swap = MeasuredSwap.of(first - ordered, before, around);
    say(
        "swap %d: %,d ms from order to decision; p99 %,.0f ms before, %,.0f ms around, ratio %.2f;"
            + " longest %,d ms before, %,d ms around",
        number,
        swap.orderToDecisionMillis(),
        swap.p99BeforeMillis(),
        swap.p99AroundMillis(),
        swap.ratio(),
        swap.longestBeforeMillis(),
        swap.longestAroundMillis());
    answers.latencies().forgetBefore(first);
    return swap;
  }

  private @Nullable Memory inARow() throws Exception {
    int count = settings.inARow();
    long[] resident = new long[count];
    long[] anonymous = new long[count];
    long[] code = new long[count];
    int[] sessions = new int[count];
    for (int i = 0; i < count; i++) {
      swap();
      resident[i] = ResidentMemory.kibibytes().orElse(0);
      anonymous[i] = ResidentMemory.anonymousKibibytes().orElse(0);
      code[i] = ResidentMemory.codeKibibytes();
      sessions[i] = (int) ScoringMetrics.ofProcess().swaps().sessions().get();
      answers.latencies().forgetBefore(clock.millis() - 1_000);
      if ((i + 1) % TOLD_EVERY == 0 || i + 1 == count) {
        say(
            "%d swaps in a row: %,d KiB resident, %,d of it anonymous, %,d of that code",
            i + 1, resident[i], anonymous[i], code[i]);
      }
    }
    return Memory.of(resident, anonymous, code, sessions);
  }

  /** Swaps the next model in. Returns when the broker appended its first decision. */
  private long swap() throws Exception {
    answers.await(models.next().version());
    ModelVersion next = models.turn(log);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long first = answers.firstDecision(settings.parallelism());
    while (first == 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "A model decides within " + PATIENCE.toSeconds() + " s: version=" + next.version());
      }
      LockSupport.parkNanos(POLL_NANOS);
      load.check();
      first = answers.firstDecision(settings.parallelism());
    }
    return first;
  }

  private void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(Math.min(POLL_NANOS * 10, end - System.nanoTime()));
      load.check();
    }
  }

  private long awaitAnswers(long sent) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (answers.answers() < sent && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return answers.answers();
  }

  private void say(String format, @Nullable Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
    out.flush();
  }
}
