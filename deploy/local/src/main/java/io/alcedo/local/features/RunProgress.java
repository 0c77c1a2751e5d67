package io.alcedo.local.features;

import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.jspecify.annotations.Nullable;

/**
 * A bar on standard error that counts the finished stages of a bounded run and names those at work;
 * nothing where that is no terminal.
 */
public final class RunProgress implements AutoCloseable {
  private final boolean terminal = System.console() != null;
  private @Nullable ProgressBar bar;

  /** Shows nothing yet. */
  public RunProgress() {}

  /** Shows how far a run has come. */
  void look(AccessExecutionGraph graph) {
    if (!terminal) {
      return;
    }
    List<String> atWork = new ArrayList<>();
    int stages = 0;
    int finished = 0;
    for (AccessExecutionJobVertex stage : graph.getVerticesTopologically()) {
      stages++;
      ExecutionState state = stage.getAggregateState();
      if (state == ExecutionState.FINISHED) {
        finished++;
      } else if (state == ExecutionState.RUNNING) {
        atWork.add(stage.getName());
      }
    }
    show(stages, finished, String.join(", ", atWork));
  }

  private void show(int stages, int finished, String atWork) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("features")
              .setInitialMax(stages)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }
    bar.maxHint(stages).stepTo(finished).setExtraMessage(atWork);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
