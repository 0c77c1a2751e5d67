package io.alcedo.scoring.inference;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a process on which the models of new rosters are loaded, tried and warmed, and
 * those of old ones closed: of low priority, so that scoring goes on beside it, and gone when it
 * has nothing to do.
 */
final class ModelLoader {
  private static final long IDLE_SECONDS = 10;

  private static final ExecutorService THREAD = thread();

  private ModelLoader() {}

  /** Does something when all that was asked for before is done. */
  static void execute(Runnable work) {
    THREAD.execute(work);
  }

  private static ExecutorService thread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "alcedo-model-loader");
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
