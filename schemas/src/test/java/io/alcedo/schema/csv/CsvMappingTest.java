package io.alcedo.schema.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMappingTest {
  static final String MINIMAL =
      """
      fields:
        transactionId: ID
        eventTime: WHEN
        amountMinor: AMOUNT
        baseAmountMinor: AMOUNT
        currency: {constant: EUR}
        cardNumber: CARD
      """;

  @TempDir Path folder;

  @Test
  void reportsAllProblemsAtOnceWithTheirLinesAndTheNearestWord() {
    String yaml =
        """
        fields:
          transactionId: ID
          eventTime: {column: WHEN, format: "yyyy-QQQQQQQ", zone: Mars/Olympus}
          amountMinor: {column: AMOUNT, unit: cents, digits: 9}
          cardNumber: {column: CARD, constant: X}
          chanel: CHANNEL
          channel: {column: CHANNEL, values: {web: ONLYNE}}
          entryMode: {constant: TELEPATHY}
          currency: {constnat: EUR}
        fraud: FRAUD
        outcome: {delay: soon}
        seperator: ";"
        separator: ";;"
        """;

    assertThat(problems(yaml))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("line 3: fields.eventTime.zone must be"),
            problem -> assertThat(problem).startsWith("line 3: fields.eventTime.format must be"),
            problem -> assertThat(problem).startsWith("line 4: fields.amountMinor.unit must be"),
            problem -> assertThat(problem).startsWith("line 4: fields.amountMinor.digits must be"),
            problem ->
                assertThat(problem)
                    .isEqualTo("line 5: fields.cardNumber must have a column or a constant"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "line 6: fields.chanel is not known here; did you mean \"channel\"?"),
            problem -> assertThat(problem).startsWith("line 7: fields.channel has values, each"),
            problem -> assertThat(problem).startsWith("line 8: fields.entryMode.constant must be"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "line 9: fields.currency.constnat is not known here; did you mean"
                            + " \"constant\"?"),
            problem -> assertThat(problem).startsWith("line 9: fields.currency must have"),
            problem -> assertThat(problem).isEqualTo("fields.baseAmountMinor must be mapped"),
            problem -> assertThat(problem).startsWith("line 10: fraud needs label_delay"),
            problem -> assertThat(problem).isEqualTo("outcome.action must be mapped"),
            problem -> assertThat(problem).startsWith("line 11: outcome.delay must be a duration"),
            problem ->
                assertThat(problem)
                    .isEqualTo("line 12: seperator is not known here; did you mean \"separator\"?"),
            problem -> assertThat(problem).startsWith("line 13: separator must be one character"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "fields", "- a", "fields: [a]", "fields: {a: {", "? [a]: b", "a: b\na: c"})
  void refusesTextsThatAreNoMapping(String yaml) {
    assertThat(problems(yaml)).isNotEmpty();
  }

  @Test
  void refusesLabelTimesWithoutLabels() {
    assertThat(problems(MINIMAL + "label_delay: 7d\n"))
        .containsExactly("line 8: label_delay needs fraud");
  }

  @Test
  void shipsTheHandbooksMapping() {
    assertThat(CsvMapping.named("handbook").source()).isEqualTo("handbook");
  }

  @Test
  void readsAMappingFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), MINIMAL);

    assertThat(CsvMapping.named(file.toString()).source()).isEqualTo(file.toString());
  }

  @Test
  void saysWhenThereIsNoSuchMapping() throws IOException {
    assertThatThrownBy(() -> CsvMapping.named("hand-book"))
        .isInstanceOf(CsvMappingException.class)
        .hasMessageContaining("no file of this name, and the mapping that ships is handbook");
    Path large = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> CsvMapping.named(large.toString()))
        .isInstanceOf(CsvMappingException.class)
        .hasMessageContaining("1 MiB");
  }

  private static List<String> problems(String yaml) {
    CsvMappingException thrown =
        catchThrowableOfType(CsvMappingException.class, () -> CsvMapping.parse(yaml, "test"));
    assertThat(thrown).isNotNull();
    return thrown.problems();
  }
}
