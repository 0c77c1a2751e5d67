package io.alcedo.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/training.md names every setting of the trainers that ship, with its default. */
class TrainingPageTest {
  private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"gbdt", "neural", "logistic"})
  void namesEverySettingWithItsDefault(String trainer) throws Exception {
    Map<String, String> documented = table(trainer);
    TrainerProvider provider = Trainers.onClassPath().named(trainer);

    assertThat(documented.keySet())
        .containsExactlyElementsOf(provider.settings().stream().map(Setting::name).toList());
    for (Setting<?> setting : provider.settings()) {
      if (!documented.get(setting.name()).startsWith("processors")) {
        assertThat(documented)
            .as("the row is | `%s` | %s |", setting.name(), setting.defaultText())
            .containsEntry(setting.name(), setting.defaultText());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"neural", "logistic"})
  void givesRuleAndMeaningInTheWordsOfTheCode(String trainer) throws Exception {
    for (Setting<?> setting : Trainers.onClassPath().named(trainer).settings()) {
      assertThat(page())
          .contains(
              "| `%s` | %s | %s | %s |"
                  .formatted(
                      setting.name(), setting.defaultText(), setting.rule(), setting.meaning()));
    }
  }

  @Test
  void namesEveryTrainerThatShips() throws Exception {
    for (TrainerProvider provider : Trainers.onClassPath().all()) {
      if (!provider.name().equals("partner")) {
        assertThat(page()).contains("| `" + provider.name() + "` | ");
      }
    }
  }

  /** Default by name, of the table that follows the words "The trainer `name`". */
  private static Map<String, String> table(String trainer) throws Exception {
    Map<String, String> defaults = new LinkedHashMap<>();
    String page = page();
    int from = page.indexOf("The trainer `" + trainer + "`");
    assertThat(from).as(trainer).isPositive();
    for (String line : page.substring(from).lines().toList()) {
      if (line.startsWith("## ")) {
        break;
      }
      String[] cells = line.split(" \\| ", -1);
      if (line.startsWith("| `") && cells.length >= 3) {
        Matcher name = NAME.matcher(cells[0]);
        while (name.find()) {
          defaults.put(name.group(1), cells[1].strip());
        }
      }
    }
    return defaults;
  }

  private static String page() throws Exception {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return Files.readString(directory.resolve("docs/training.md"));
  }
}
