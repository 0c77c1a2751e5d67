package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureSetException;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, reading it ends in a set or in mistakes with their lines. */
class SetParserPropertyTest {
  private static final int FILES = 120;
  private static final String[] PIECES = {
    "",
    "\n",
    "  ",
    "\t",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    "\"",
    "&a ",
    "*a ",
    "<<: ",
    "? ",
    "!x ",
    "#",
    "|",
    "null",
    "~",
    "1e999",
    "-1",
    "0d",
    "99999999w",
    "\u0000",
    "\uD83D\uDE00",
    "---\n",
    "name",
    "window",
    "count",
    "where",
    "baseAmount",
    "card"
  };

  @ParameterizedTest
  @ValueSource(strings = {"card-payments", "card-risk", "handbook"})
  void neverFailsOtherwise(String shipped) throws FeatureSetException {
    String yaml = FeatureSet.named(shipped).yaml();
    for (int seed = 0; seed < FILES; seed++) {
      String damaged = damaged(yaml, new SplittableRandom(seed));
      assertThatCode(() -> check(damaged)).as("seed=%d", seed).doesNotThrowAnyException();
    }
  }

  private static void check(String yaml) {
    SetParser.Result result = SetParser.parse(yaml);
    long lines = yaml.lines().count() + 1;

    assertThat(result.set() == null).isEqualTo(!result.problems().isEmpty());
    assertThat(result.problems())
        .allSatisfy(problem -> assertThat(problem.line()).isBetween(0, (int) lines))
        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
  }

  private static String damaged(String yaml, SplittableRandom random) {
    StringBuilder text = new StringBuilder(yaml);
    int damages = 1 + random.nextInt(4);
    for (int i = 0; i < damages; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(12));
      text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
