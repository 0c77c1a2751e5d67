package io.alcedo.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.row.CalendarPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The language reference says what the code does. */
class LanguageReferenceTest {
  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  private static String reference() throws IOException {
    return Files.readString(Path.of("..", "docs", "features.md"));
  }

  @Test
  void showsOnlySetsThatCompile() throws Exception {
    var blocks = YAML_BLOCK.matcher(reference()).results().map(MatchResult::group).toList();

    assertThat(blocks).hasSize(3);
    for (String block : blocks) {
      String yaml = block.substring("```yaml\n".length(), block.length() - "```".length());
      assertThat(FeatureSet.parse(yaml, "docs/features.md").compile().size()).isPositive();
    }
  }

  @Test
  void tellsOfEveryKind() throws IOException {
    String reference = reference();

    for (AggregateKind kind : AggregateKind.values()) {
      assertThat(reference).contains("`" + kind.name().toLowerCase(Locale.ROOT));
    }
    for (CalendarPart part : CalendarPart.values()) {
      assertThat(reference).contains("`calendar: " + part.name().toLowerCase(Locale.ROOT) + "`");
    }
  }

  @Test
  void showsAMessageAsItIs() throws IOException {
    assertThat(reference())
        .contains("'count' names no entity: 'crad'; did you mean 'card'?")
        .contains(
            "'window' of feature 'busy' is a whole number and one of s, m, h, d, w, such as 30m or"
                + " 7d: '7days'; did you mean '7d'?");
  }
}
