package io.alcedo.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side: what they came of where that differs, and all that was measured.
 *
 * @param ids the runs, in the order given
 * @param causes what the runs came of, only where they differ
 * @param metrics what was measured, every metric of any run
 */
public record RunComparison(List<String> ids, List<Line> causes, List<Line> metrics) {

  /**
   * One thing, run by run.
   *
   * @param name what it is
   * @param values its value in each run, empty where the run has none
   */
  public record Line(String name, List<String> values) {
    boolean differs() {
      return values.stream().distinct().count() > 1;
    }
  }

  /** Compares these runs. */
  public static RunComparison of(List<RunRecord> runs) {
    List<Line> causes = new ArrayList<>();
    causes.add(line("command", runs, RunRecord::command));
    causes.add(line("trainer", runs, RunRecord::trainer));
    SortedSet<String> settings = new TreeSet<>();
    SortedSet<String> measured = new TreeSet<>();
    runs.forEach(run -> settings.addAll(run.settings().keySet()));
    runs.forEach(run -> measured.addAll(run.metrics().keySet()));
    for (String name : settings) {
      causes.add(line("setting " + name, runs, run -> run.settings().get(name)));
    }
    causes.add(line("seed", runs, RunRecord::seed));
    causes.add(line("threads", runs, RunRecord::threads));
    causes.add(line("code", runs, run -> run.code().version() + " " + run.code().digest()));
    causes.add(line("data", runs, RunComparison::data));
    causes.add(line("window", runs, RunComparison::window));
    causes.add(line("label delay", runs, RunRecord::labelDelay));
    causes.add(line("parent", runs, RunRecord::parentVersion));
    causes.removeIf(line -> !line.differs());
    return new RunComparison(
        runs.stream().map(RunRecord::id).toList(),
        List.copyOf(causes),
        measured.stream().map(name -> line(name, runs, run -> run.metrics().get(name))).toList());
  }

  private static String data(RunRecord run) {
    return String.join(
        ", ", run.data().stream().map(part -> part.name() + " " + part.digest()).toList());
  }

  private static String window(RunRecord run) {
    RunRecord.Window window = run.window();
    return window == null ? "" : window.from() + " to " + window.to();
  }

  private static Line line(
      String name, List<RunRecord> runs, Function<RunRecord, @Nullable Object> value) {
    List<String> values = new ArrayList<>();
    for (RunRecord run : runs) {
      Object found = value.apply(run);
      values.add(found == null ? "" : found.toString());
    }
    return new Line(name, values);
  }
}
