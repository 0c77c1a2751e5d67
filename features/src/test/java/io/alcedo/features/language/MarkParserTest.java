package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Marks, filters that ask for them, and features that take the past values of others. */
class MarkParserTest {
  private static final String HEAD =
      """
      name: test
      entities: {card: cardToken, terminal: terminalId}
      marks:
        dear: {amount: {above: 200}, ratio: {above: 3.5}}
      """;

  private static final String FEATURES =
      """
      features:
        - {name: amount, family: one, value: baseAmount}
        - {name: ratio, family: one, ratio: baseAmount, by: card, window: 30d, where: {unmarked: dear}}
      """;

  private static SetParser.Result parse(String marks, String features) {
    return SetParser.parse(HEAD + marks + FEATURES + features);
  }

  private static List<String> problems(String marks, String features) {
    return parse(marks, features).problems().stream()
        .map(problem -> problem.line() + ": " + problem.message())
        .toList();
  }

  @Test
  void readsConditionsAndTheFiltersThatAskForThem() {
    SetDefinition set =
        parse(
                "  odd: {ratio: {below: 0.1}}\n",
                "  - {name: n, family: one, count: terminal, window: 1d, where: {marked: [odd, dear]}}")
            .set();

    assertThat(set.marks())
        .containsExactly(
            new MarkDefinition(
                "dear",
                List.of(
                    new MarkDefinition.Condition("amount", true, 200),
                    new MarkDefinition.Condition("ratio", true, 3.5))),
            new MarkDefinition("odd", List.of(new MarkDefinition.Condition("ratio", false, 0.1))));
    assertThat(((Computation.Aggregate) set.feature("ratio").computation()).filter().unmarked())
        .isEqualTo(0b01);
    assertThat(((Computation.Aggregate) set.feature("n").computation()).filter().marked())
        .isEqualTo(0b11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "odd: {ratoi: {below: 1}} | Mark 'odd' names no feature: 'ratoi'; did you mean 'ratio'?",
        "odd: {} | Mark 'odd' has 1 to 16 conditions",
        "odd: ratio | Mark 'odd' is a map of keys and values",
        "odd: {ratio: 3} | 'ratio' of mark 'odd' is a map of keys and values",
        "odd: {ratio: {over: 3}}"
            + " | Unknown key 'over' in 'ratio' of mark 'odd'; it is one of above, below",
        "odd: {ratio: {above: 3, below: 1}}"
            + " | 'ratio' of mark 'odd' is either above or below a number",
        "odd: {ratio: {above: many}}" + " | 'above' of 'ratio' of mark 'odd' is a number: 'many'",
        "odd one: {ratio: {above: 3}} | A mark's name is 1 to 64 letters, digits and underscores,"
            + " a letter first: 'odd one'",
        "odd: {ratio: {above: 3}} | No feature asks for the mark 'odd'",
      })
  void reportsWhatIsWrongWithAMark(String mark, String problem) {
    assertThat(problems("  " + mark + "\n", "")).contains("5: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: card, window: 1d, where: {unmarked: deer}"
            + " | 'unmarked' in 'where' of feature 'f' has no 'deer'; did you mean 'dear'?",
        "count: card, window: 1d, where: {markd: dear}"
            + " | Unknown key 'markd' in 'where' of feature 'f'; did you mean 'marked'?",
        "peak: raito, by: card, window: 1d"
            + " | 'peak' names no feature: 'raito'; did you mean 'ratio'?",
        "peak: ratio, window: 1d | Feature 'f' has no 'by'",
        "since_peak: ratio, by: card | Feature 'f' has no 'window'",
        "fraud_run: terminal, by: card, window: 1d"
            + " | 'fraud_run' of feature 'f' takes no 'by'; it takes window, delay, where",
      })
  void reportsWhatIsWrongWithAFeature(String feature, String problem) {
    assertThat(problems("", "  - {name: f, family: one, " + feature + "}\n"))
        .contains("8: " + problem);
  }

  @Test
  void reportsWhatIsNotInTheVectorYet() {
    String later = "features:\n  - {name: late, family: one, count: terminal, window: 1d}\n";
    String marked = "count: card, window: 1d, where: {marked: busy}}\n";
    String yaml =
        HEAD.replace(
                "dear: {amount: {above: 200}, ratio: {above: 3.5}}", "busy: {late: {above: 9}}")
            + later
            + "  - {name: f, family: one, "
            + marked
            + "  - {name: g, family: one, peak: late, by: card, window: 1d}\n"
            + "  - {name: h, family: one, peak: late, by: terminal, window: 1d}\n";

    assertThat(SetParser.parse(yaml).problems())
        .containsExactly(
            new Problem(
                7,
                "Feature 'f' of card remembers 'late' of terminal, which stands after it under"
                    + " 'entities'"),
            new Problem(
                8,
                "Feature 'g' of card remembers 'late' of terminal, which stands after it under"
                    + " 'entities'"));
  }

  @Test
  void limitsMarksAndRememberedValues() {
    StringBuilder marks = new StringBuilder();
    StringBuilder features = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      marks.append("  m").append(i).append(": {amount: {above: 1}}\n");
      String name = "  - {name: v" + i + ", family: one, ";
      features.append(name).append("count: card, window: ").append(i + 1).append("h}\n");
      features.append(name.replace(": v", ": p")).append("peak: v").append(i);
      features.append(", by: card, window: 1d}\n");
    }

    assertThat(problems(marks.toString(), features.toString()))
        .contains(
            "4: A set has at most 8 marks: marks=9",
            "25: An entity remembers the values of at most 4 features: entity=card");
  }
}
