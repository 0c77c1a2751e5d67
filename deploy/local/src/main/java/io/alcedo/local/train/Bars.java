package io.alcedo.local.train;

import io.alcedo.training.progress.TrainingProgress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress bars of a training on standard error, one a phase; none where that is no terminal. */
public final class Bars implements TrainingProgress, AutoCloseable {
  private final boolean terminal = System.console() != null;
  private @Nullable ProgressBar bar;
  private @Nullable Phase phase;

  /** Shows nothing yet. */
  public Bars() {}

  @Override
  public void advanced(Phase now, long done, long total) {
    if (!terminal) {
      return;
    }
    if (now != phase || bar == null) {
      close();
      phase = now;
      bar =
          new ProgressBarBuilder()
              .setTaskName(now.name().toLowerCase(Locale.ROOT))
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }
    bar.maxHint(total).stepTo(done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
