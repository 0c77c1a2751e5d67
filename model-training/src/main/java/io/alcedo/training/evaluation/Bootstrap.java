package io.alcedo.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Takes figures under one resample after another, on several threads. */
final class Bootstrap {
  private final Resamples resamples;
  private final int count;
  private final int threads;

  Bootstrap(Resamples resamples, EvaluationSettings settings) {
    this.resamples = resamples;
    this.count = settings.resamples();
    this.threads = Math.min(settings.threads(), Math.max(1, count));
  }

  /** Takes figures under weights, one a row; for one thread. */
  @FunctionalInterface
  interface Statistic {
    /** Returns the figures; the weights are overwritten afterwards. */
    double[] of(float[] weights);
  }

  /**
   * Returns the figures of every resample, the same for any number of threads.
   *
   * @param statistics makes each thread's own
   * @throws CancellationException where the calling thread is interrupted
   */
  double[][] run(Supplier<Statistic> statistics) {
    double[][] figures = new double[count][];
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          Statistic statistic = statistics.get();
          Resamples.Draws draws = resamples.newDraws();
          for (int i = next.getAndIncrement();
              i < count && !Thread.currentThread().isInterrupted();
              i = next.getAndIncrement()) {
            figures[i] = statistic.of(draws.of(i));
          }
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        running.add(pool.submit(work));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Resampling was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("Resampling failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return figures;
  }

  /** Returns the values of one figure, over all resamples. */
  static double[] column(double[][] figures, int place) {
    double[] values = new double[figures.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = figures[i][place];
    }
    return values;
  }
}
