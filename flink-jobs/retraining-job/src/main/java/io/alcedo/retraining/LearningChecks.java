package io.alcedo.retraining;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import io.alcedo.jobs.FlinkSettings;
import io.alcedo.operations.kafka.TopicCheck;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.operations.settings.ConfigProblem;
import io.alcedo.operations.settings.Learning;
import io.alcedo.retraining.training.TrainingChecks;
import io.alcedo.retraining.verdict.VerdictTable;
import io.alcedo.retraining.verdict.VerdictTableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that a configuration names before the job starts: feature set, verdict table,
 * directory, brokers and topics. All problems are found in one go, within a bounded time.
 */
public final class LearningChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LearningChecks() {}

  /**
   * Does nothing where the job can start.
   *
   * @throws ConfigException with all problems
   */
  public static void require(AlcedoConfig config) throws ConfigException {
    List<ConfigProblem> problems = problems(config, PATIENCE);
    if (!problems.isEmpty()) {
      throw new ConfigException("The start", problems);
    }
  }

  /**
   * Returns all problems; none where the job can start.
   *
   * @param patience how long the brokers may take to answer
   */
  public static List<ConfigProblem> problems(AlcedoConfig config, Duration patience) {
    List<ConfigProblem> problems = new ArrayList<>();
    try {
      FeatureSet.named(config.features().set());
    } catch (FeatureSetException e) {
      problems.add(new ConfigProblem(0, "features.set: " + e.getMessage()));
    }
    try {
      VerdictTable.named(config.learning().verdicts());
    } catch (VerdictTableException e) {
      problems.add(new ConfigProblem(0, "learning.verdicts: " + e.getMessage()));
    }
    directory(config.learning(), problems);
    checkpoints(config, problems);
    problems.addAll(TrainingChecks.problems(config));
    List<String> topics = new ArrayList<>(Learning.inputs(config.topics()));
    topics.addAll(Learning.outputs(config.topics()));
    if (TrainingChecks.trains(config)) {
      topics.add(config.topics().modelAssignments());
    }
    problems.addAll(TopicCheck.problems(config, topics, patience));
    return problems;
  }

  /**
   * Returns a refused configuration's problems together with those of what it names, where the
   * sections that this job looks at are sound, so that one start tells all.
   */
  public static ConfigException withWhatElse(ConfigException refused) {
    ConfigException.Sound sound = refused.sound();
    if (sound == null || !sound.holds("features", "learning", "kafka", "topics", "state")) {
      return refused;
    }
    List<ConfigProblem> all = new ArrayList<>(refused.problems());
    all.addAll(problems(sound.config(), PATIENCE));
    return new ConfigException(refused.source(), all);
  }

  private static void directory(Learning learning, List<ConfigProblem> problems) {
    String directory = learning.directory();
    if (directory == null) {
      problems.add(
          new ConfigProblem(
              0, "a setting is stated: setting=learning.directory; for example learning"));
      return;
    }
    Path path = new Path(FlinkSettings.uri(directory));
    try {
      if (!path.getFileSystem().mkdirs(path)) {
        problems.add(unusable(directory, "it cannot be made"));
      }
    } catch (IOException | RuntimeException e) {
      problems.add(unusable(directory, e.getMessage()));
    }
  }

  /** Labels that wait for their transaction are in checkpoints only. */
  private static void checkpoints(AlcedoConfig config, List<ConfigProblem> problems) {
    if (config.state().checkpointDirectory() == null && !config.kafka().bounded()) {
      problems.add(
          new ConfigProblem(
              0,
              "a setting is stated, or labels are lost with the process:"
                  + " setting=state.checkpoint_directory; for example checkpoints"));
    }
  }

  private static ConfigProblem unusable(String directory, @Nullable String cause) {
    return new ConfigProblem(
        0,
        "learning.directory: a directory that can be written to, of a file system that Flink knows:"
            + " value="
            + directory
            + ", cause="
            + cause);
  }
}
