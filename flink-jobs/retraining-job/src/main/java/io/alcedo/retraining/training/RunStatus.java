package io.alcedo.retraining.training;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, as its files tell. Immutable.
 *
 * @param run the run's id
 * @param at what it is at, in words
 * @param end how it ended, null where it has not
 */
public record RunStatus(String run, String at, @Nullable RunEnd end) {

  /** Returns the status of the run that answers a command; null where none does yet. */
  public static @Nullable RunStatus ofCommand(RunFiles files, String commandId) throws IOException {
    List<String> ids = files.ids();
    for (int i = ids.size() - 1; i >= 0; i--) {
      RunPlan plan = files.read(ids.get(i), RunStep.PLAN, RunPlan.class);
      if (plan != null && commandId.equals(plan.cause().commandId())) {
        return of(files, plan.id());
      }
    }
    return null;
  }

  private static RunStatus of(RunFiles files, String id) throws IOException {
    RunEnd end = files.read(id, RunStep.END, RunEnd.class);
    return new RunStatus(id, end == null ? at(files, id) : end.words(), end);
  }

  private static String at(RunFiles files, String id) throws IOException {
    if (files.exists(id, RunStep.PASSED)) {
      return "passed the gate";
    }
    RunStep.Staged staged = files.read(id, RunStep.STAGED, RunStep.Staged.class);
    if (staged == null) {
      return "trains";
    }
    int looks = 0;
    while (files.exists(id, RunStep.look(looks + 1))) {
      looks++;
    }
    return (files.exists(id, RunStep.SHADOWED) ? "shadows " : "staged ")
        + staged.challenger().version()
        + (looks > 0 ? ", looked at " + looks + (looks == 1 ? " time" : " times") : "");
  }
}
