package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Every command says what it does, what it takes and how it ends. */
class CommandTreeTest {
  @ParameterizedTest
  @MethodSource("names")
  void explainsItself(List<String> words) {
    CommandSpec command = find(words);
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(command.findOption("--help")).isNotNull();
    assertThat(command.usageMessage().exitCodeList()).containsKeys("0", "2");
    assertThat(command.options())
        .allSatisfy(option -> assertThat(option.description()).as(name(option)).isNotEmpty());
    assertThat(command.positionalParameters())
        .extracting(PositionalParamSpec::description)
        .allSatisfy(description -> assertThat(description).isNotEmpty());

    List<String> help = new ArrayList<>(words);
    help.add("--help");
    Cli cli = Cli.run(help.toArray(String[]::new)).exits(ExitCodes.OK);
    assertThat(cli.out()).contains("Usage:", "Exit codes:");
  }

  @Test
  void hasTheCommandsOfTheReadme() {
    assertThat(AlcedoCommand.commandLine().getSubcommands())
        .containsKeys(
            "dataset",
            "train",
            "runs",
            "features",
            "score",
            "simulate",
            "replay",
            "topics",
            "keys",
            "tail",
            "explain",
            "dead-letters");
  }

  @Test
  void saysAllThatIsOffAtOnce() {
    Cli cli = Cli.run("train", "--maturity-days", "soon", "--from", "today", "--bogus");

    cli.exits(ExitCodes.USAGE);
    assertThat(cli.err())
        .contains("--maturity-days", "--from", "--transactions", "--feature-set", "--bogus");
  }

  @Test
  void keepsNoPersonalDataInTheAudit() {
    Cli cli =
        Cli.run(
            "model",
            "stage",
            "nowhere",
            "--config=nowhere.yaml",
            "--by=anna@shop.example",
            "--reason=card 4111111111111111");

    assertThat(cli.exits(ExitCodes.REFUSED).err())
        .contains("2 problems", "--by", "--reason")
        .doesNotContain("anna")
        .doesNotContain("4111");
  }

  @Test
  void asksForAMissingCommand() {
    assertThat(Cli.run("keys").exits(ExitCodes.USAGE).err())
        .contains("create, inspect, rotate, retire, token");
    assertThat(Cli.run().exits(ExitCodes.USAGE).err()).contains("A command is missing");
  }

  @Test
  void refusesValuesThatCannotBeUsedAllAtOnce() {
    Cli cli =
        Cli.run(
            "features",
            "--transactions=nowhere.csv",
            "--mapping=nothing",
            "--feature-set=none",
            "--output=nowhere/at/all.csv",
            "--parallelism=0");

    cli.exits(ExitCodes.REFUSED);
    assertThat(cli.err())
        .contains("--transactions", "--mapping", "--feature-set", "--output", "--parallelism");
  }

  @Test
  void listsTheSettingsOfATrainer() {
    Cli cli = Cli.run("train", "--trainer=neural", "--help-settings").exits(ExitCodes.OK);

    assertThat(cli.out())
        .startsWith("neural: ")
        .containsPattern("layers +32,16 ")
        .contains("neurons of", "weight decay");
    assertThat(Cli.run("train", "--help-settings").exits(ExitCodes.OK).out())
        .contains("gbdt: ", "maxTrees");
    assertThat(
            Cli.run("train", "--help-settings", "--trainer=neurl").exits(ExitCodes.REFUSED).err())
        .contains("did you mean 'neural'?");
  }

  @Test
  void refusesSettingsThatATrainerDoesNotKnowOrCannotUse() {
    Cli cli =
        Cli.run(
            "train",
            "--transactions=nowhere.csv",
            "--mapping=handbook",
            "--feature-set=handbook",
            "--output=nowhere/at/all",
            "--trainer=logistic",
            "--setting=L3=1",
            "--setting=maxIterations=0",
            "--seed=-1");

    cli.exits(ExitCodes.REFUSED);
    assertThat(cli.err())
        .contains("4 problems", "--transactions", "--seed is 0 to 2147483647: value=-1")
        .contains("--setting: A setting has a name that the trainer knows: name=L3")
        .contains("--setting: maxIterations is a whole number, 1 to 10000: maxIterations=0");
  }

  @Test
  void wantsARegistryForItsFraming() {
    Cli cli = Cli.run("tail", "alerts", "--framing=confluent");
    assertThat(cli.exits(ExitCodes.USAGE).err()).contains("--registry");
    assertThat(Cli.run("tail", "alerts", "--framing=json").exits(ExitCodes.USAGE).err())
        .contains("single-object, confluent");
  }

  static Stream<List<String>> names() {
    return walk(AlcedoCommand.commandLine(), List.of());
  }

  private static Stream<List<String>> walk(CommandLine command, List<String> words) {
    return Stream.concat(
        Stream.of(words),
        command.getSubcommands().entrySet().stream()
            .flatMap(
                sub ->
                    walk(
                        sub.getValue(),
                        Stream.concat(words.stream(), Stream.of(sub.getKey())).toList())));
  }

  private static CommandSpec find(List<String> words) {
    CommandLine command = AlcedoCommand.commandLine();
    for (String word : words) {
      command = command.getSubcommands().get(word);
    }
    return command.getCommandSpec();
  }

  private static String name(OptionSpec option) {
    return option.longestName();
  }
}
