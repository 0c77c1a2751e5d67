package io.alcedo.local.train;

import io.alcedo.local.Problems;
import io.alcedo.training.trainer.Setting;
import io.alcedo.training.trainer.Trainer;
import io.alcedo.training.trainer.TrainerProvider;
import io.alcedo.training.trainer.Trainers;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Option;

/** The options by which a command is told what to train with, whatever the seed. */
public class TrainerOptions {
  private static final int NAME_WIDTH = 22;
  private static final int DEFAULT_WIDTH = 20;

  @Option(
      names = "--trainer",
      defaultValue = "gbdt",
      paramLabel = "NAME",
      description =
          "'gbdt' (trees), 'neural' (a network), 'logistic' (the baseline), or one on the class path (default: ${DEFAULT-VALUE}).")
  private String trainer = "gbdt";

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "A setting of the trainer that differs from its default; repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--help-settings",
      help = true,
      description = "Lists the settings of the trainer named by --trainer, and exits.")
  private boolean helpSettings;

  /** Returns the name of the trainer that is asked for. */
  public final String name() {
    return trainer;
  }

  /** Tells whether the settings are to be listed instead of anything done. */
  public final boolean helpWanted() {
    return helpSettings;
  }

  /**
   * Returns the trainer of each seed, or null after noting all that is wrong with these options.
   */
  public final @Nullable LongFunction<Trainer> trainers(Problems problems) {
    TrainerProvider provider = provider(problems);
    if (provider == null) {
      return null;
    }
    try {
      provider.trainer(settings, 0);
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> problems.add("--setting: " + line));
      return null;
    }
    return seed -> provider.trainer(settings, seed);
  }

  /**
   * Prints the settings of the trainer: name, default, rule and meaning.
   *
   * @param width columns of the terminal
   */
  public final void printSettings(PrintWriter out, int width) {
    Problems problems = new Problems();
    TrainerProvider provider = provider(problems);
    problems.refuse();
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.OFF),
            new Column(NAME_WIDTH, 2, Overflow.SPAN),
            new Column(DEFAULT_WIDTH, 1, Overflow.SPAN),
            new Column(Math.max(40, width - NAME_WIDTH - DEFAULT_WIDTH), 1, Overflow.WRAP));
    for (Setting<?> setting : Objects.requireNonNull(provider).settings()) {
      table.addRowValues(
          setting.name(), setting.defaultText(), setting.rule() + ": " + setting.meaning());
    }
    out.printf("%s: %s%n%n%s", provider.name(), provider.summary(), table);
    out.flush();
  }

  private @Nullable TrainerProvider provider(Problems problems) {
    try {
      return Trainers.onClassPath().named(trainer);
    } catch (IllegalArgumentException e) {
      problems.add("--trainer: " + e.getMessage());
      return null;
    }
  }
}
