package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.retraining.training.LearningPlace;
import io.alcedo.retraining.training.RunEnd;
import io.alcedo.retraining.training.RunFiles;
import io.alcedo.retraining.training.RunPlan;
import io.alcedo.retraining.trigger.TrainingCause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The request on a real broker, and what follows of it in the files that the job would write. */
class RetrainCommandTest {
  private static final String ASKED = "card-fraud: asked for a training, command (\\S+)";

  @TempDir private static Path directory;

  private static EmbeddedKafka kafka;
  private static int tests;

  private Path config;
  private RunFiles runs;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"));
    Cli.run("topics", "create", "--partitions=1", "--bootstrap-servers=" + kafka.bootstrapServers())
        .exits(ExitCodes.OK);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void writeConfiguration() throws Exception {
    config = directory.resolve("retrain" + tests + ".yaml");
    Files.writeString(
        config,
        """
        kafka: {bootstrap_servers: "%s"}
        privacy: {keyset_file: keyset.json}
        model: {bundle: bundle, trusted_keys: [trainer.key.pub]}
        learning: {directory: %s}
        """
            .formatted(kafka.bootstrapServers(), directory.resolve("learning" + tests)));
    tests++;
    runs = RunFiles.of(LearningPlace.of(AlcedoConfig.read(config, Map.of())));
  }

  @Test
  void asksWithANameAndAReason() {
    Cli asked = retrain("--reason=new merchants", "--by=ana").exits(ExitCodes.OK);

    assertThat(asked.out()).containsPattern(ASKED);
    Cli commands =
        Cli.run("tail", "model-commands", "-n=1", "--bootstrap-servers=" + kafka.bootstrapServers())
            .exits(ExitCodes.OK);
    assertThat(commands.out())
        .contains("\"RETRAIN\"", "\"card-fraud\"", "\"ana\"", "\"new merchants\"");
  }

  @Test
  void followsItsRunToItsEnd() throws Exception {
    Cli.Running asked = follow("1m");
    open("run-2", asked.awaitMatch(ASKED));
    open("run-3", "of another command");
    end("run-3", RunEnd.Result.FAILED, "of no concern here");
    asked.awaitOut("run run-2: trains");
    end("run-2", RunEnd.Result.HELD, "held back by the gate");

    asked.thread().join();
    assertThat(asked.cli().exits(ExitCodes.OK).lines())
        .endsWith("run run-2: HELD: held back by the gate")
        .noneMatch(line -> line.contains("run-3"));
  }

  @Test
  void aRunThatFailsFailsTheCommand() throws Exception {
    Cli.Running asked = follow("1m");
    String command = asked.awaitMatch(ASKED);
    open("run-1", command);
    end("run-1", RunEnd.Result.FAILED, "no frauds");

    asked.thread().join();
    assertThat(asked.cli().exits(ExitCodes.FAILED).out()).contains("run run-1: FAILED: no frauds");
  }

  @Test
  void saysHowFarItCameWhereTimeRunsOut() throws Exception {
    assertThat(retrain("--reason=x", "--wait=1s").exits(ExitCodes.NOT_FOUND).err())
        .contains("no run answered in time");

    Cli.Running asked = follow("3s");
    open("run-1", asked.awaitMatch(ASKED));
    asked.thread().join();
    assertThat(asked.cli().exits(ExitCodes.NOT_FOUND).err())
        .contains("the run goes on: run=run-1, at=trains");
  }

  private Cli retrain(String... words) {
    return Cli.run(words(words));
  }

  private Cli.Running follow(String time) {
    return Cli.start(words("--reason=x", "--wait=" + time));
  }

  private String[] words(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "retrain";
    words[1] = "--config=" + config;
    System.arraycopy(more, 0, words, 2, more.length);
    return words;
  }

  private void open(String run, String command) throws Exception {
    TrainingCause cause = new TrainingCause(TrainingCause.Kind.REQUEST, "x", "ana", command);
    runs.write(run, "plan.json", new RunPlan(run, cause, 3, 1, 2, TrainingStart.SCRATCH, 17));
  }

  private void end(String run, RunEnd.Result result, String words) throws Exception {
    runs.write(run, "end.json", new RunEnd(result, words, 4));
  }
}
