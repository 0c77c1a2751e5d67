package io.alcedo.retraining.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTableTest {
  private static final VerdictTable SHIPPED = shipped();

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "VISA, 10.1, FIRST_CHARGEBACK, FRAUD, 400",
        "visa, 10.4, -, FRAUD, 400",
        "VISA, 10.4, REPRESENTMENT, FRAUD, 400",
        "VISA, 10.4, ARBITRATION, FRAUD, 400",
        "VISA, 10.4, LOST, FRAUD, 500",
        "VISA, 10.4, WON, WITHDRAWN, 0",
        "VISA, 10.4, WITHDRAWN, WITHDRAWN, 0",
        "VISA, 83, -, FRAUD, 400",
        "VISA, 11.3, -, NOT_FRAUD_RELATED, 0",
        "VISA, 12.6.1, -, NOT_FRAUD_RELATED, 0",
        "VISA, 13.1, LOST, NOT_FRAUD_RELATED, 0",
        "Mastercard, 4837, -, FRAUD, 400",
        "Master Card, 4863, LOST, FRAUD, 500",
        "MC, 4870, -, FRAUD, 400",
        "MASTERCARD, 4871, -, FRAUD, 400",
        "MASTERCARD, 37, -, FRAUD, 400",
        "MASTERCARD, 4853, -, NOT_FRAUD_RELATED, 0",
        "MASTERCARD, 4834, PRE_ARBITRATION, NOT_FRAUD_RELATED, 0",
        "MASTERCARD, 4808, -, NOT_FRAUD_RELATED, 0",
        "MASTERCARD, 08, -, NOT_FRAUD_RELATED, 0",
        "American Express, F29, -, FRAUD, 400",
        "AMEX, F24, LOST, FRAUD, 500",
        "AMEX, FR4, -, NOT_FRAUD_RELATED, 0",
        "AMEX, C08, -, NOT_FRAUD_RELATED, 0",
        "DISCOVER, UA02, -, FRAUD, 400",
        "DISCOVER, RG, -, NOT_FRAUD_RELATED, 0",
        "DISCOVER, 4866, -, FRAUD, 400",
        "DISCOVER, 4865, -, NOT_FRAUD_RELATED, 0",
      })
  void knowsTheSchemesDisputes(
      String scheme, String code, @Nullable Stage stage, Meaning meaning, int rank) {
    Report report = new Report(FeedbackSource.CHARGEBACK, Verdict.FRAUD, scheme, code, "", stage);

    assertThat(SHIPPED.judge(report)).isEqualTo(new Ruling(meaning, rank));
  }

  @ParameterizedTest
  @CsvSource({
    "VISA, 6, FRAUD",
    "VISA, B, FRAUD",
    "VISA, C, NOT_FRAUD_RELATED",
    "MASTERCARD, 00, FRAUD",
    "MASTERCARD, 54, NOT_FRAUD_RELATED",
    "JCB, '', FRAUD",
  })
  void knowsTheSchemesFraudTypes(String scheme, String type, Meaning meaning) {
    Report report =
        new Report(FeedbackSource.FRAUD_REPORT, Verdict.UNKNOWN, scheme, "", type, null);

    assertThat(SHIPPED.judge(report)).extracting(Ruling::meaning).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "ANALYST, FRAUD, FRAUD, 100",
    "ANALYST, GENUINE, GENUINE, 100",
    "CUSTOMER, FRAUD, FRAUD, 200",
    "ANALYST, WITHDRAWN, WITHDRAWN, 0",
    "CHARGEBACK, FRAUD, FRAUD, 300",
    "CHARGEBACK, GENUINE, GENUINE, 300",
    "FRAUD_REPORT, GENUINE, GENUINE, 250",
  })
  void takesWhatIsStatedWithoutACode(
      FeedbackSource source, Verdict stated, Meaning meaning, int rank) {
    assertThat(SHIPPED.judge(new Report(source, stated, "", "", "", null)))
        .isEqualTo(new Ruling(meaning, rank));
  }

  @Test
  void makesNothingOfAReportThatStatesNothing() {
    Report report = new Report(FeedbackSource.ANALYST, Verdict.UNKNOWN, "", "", "", null);

    assertThat(SHIPPED.judge(report)).isNull();
  }

  @Test
  void aRangeTakesNumbersOfItsLengthOnly() {
    CodePattern range = CodePattern.parse("4807..4812");

    assertThat(range.takes("4807")).isTrue();
    assertThat(range.takes("4812")).isTrue();
    assertThat(range.takes("4806")).isFalse();
    assertThat(range.takes("4813")).isFalse();
    assertThat(range.takes("48075")).isFalse();
    assertThat(range.takes("480A")).isFalse();
    assertThat(CodePattern.parse("10.*").takes("10.4")).isTrue();
    assertThat(CodePattern.parse("10.*").takes("1.4")).isFalse();
    assertThat(CodePattern.parse("10.4").takes("10.45")).isFalse();
  }

  @Test
  void namesAllMistakesAtOnceWithLinesAndNearestWords() {
    String yaml =
        """
        name: ours
        rulez: []
        rules:
          - {source: CHARGEBAK, meaning: FRAUD, rank: 5, why: "x"}
          - {source: ANALYST, meaning: FRAUDS, why: "x"}
          - {meaning: GENUINE, why: "x"}
          - {stage: LOSST, codes: ["4*8", "9..8"], meaning: WITHDRAWN, rank: 4, why: "x"}
          - {codez: [1], meaning: FRAUD, rank: 1001}
        """;

    assertThatThrownBy(() -> VerdictTable.parse(yaml, "ours.yaml"))
        .isInstanceOf(VerdictTableException.class)
        .hasMessage(
            """
            ours.yaml:2: Unknown key 'rulez' in the table; did you mean 'rules'?
            ours.yaml:4: 'source' of rule 1 is a source: 'CHARGEBAK'; did you mean 'CHARGEBACK'?
            ours.yaml:5: 'meaning' of rule 2 is a meaning: 'FRAUDS'; did you mean 'FRAUD'?
            ours.yaml:6: Rule 3 has no 'rank'
            ours.yaml:7: Of 'codes' of rule 4 it is a code such as 10.4, a beginning such as 10.*, or a range such as 4807..4812: '4*8'
            ours.yaml:7: Of 'codes' of rule 4 it is a code such as 10.4, a beginning such as 10.*, or a range such as 4807..4812: '9..8'
            ours.yaml:7: 'stage' of rule 4 is a stage: 'LOSST'; did you mean 'LOST'?
            ours.yaml:7: A rule that says nothing of fraud has no 'rank': meaning=WITHDRAWN
            ours.yaml:8: Unknown key 'codez' in rule 5; did you mean 'codes'?
            ours.yaml:8: Rule 5 has no 'why'
            ours.yaml:8: 'rank' of rule 5 is a whole number from 1 to 1000: rank=1001"""
                .stripTrailing());
  }

  @Test
  void asksForARuleThatTakesWhatIsLeftAndNoneBehindIt() {
    String yaml =
        """
        name: ours
        rules:
          - {source: [ANALYST, CUSTOMER], meaning: AS_STATED, rank: 1, why: "x"}
          - {source: ANALYST, stated: FRAUD, meaning: FRAUD, rank: 1, why: "x"}
        """;

    assertThatThrownBy(() -> VerdictTable.parse(yaml, "ours.yaml"))
        .hasMessage("ours.yaml:4: Rule 2 is never reached: earlier ones take it all");
    assertThatThrownBy(
            () -> VerdictTable.parse(yaml.substring(0, yaml.lastIndexOf("  -")), "ours.yaml"))
        .hasMessage(
            """
            ours.yaml:3: A last rule takes all that is left of a source: source=CHARGEBACK
            ours.yaml:3: A last rule takes all that is left of a source: source=FRAUD_REPORT""");
  }

  @Test
  void saysWhereThereIsNoTableOfAName() {
    assertThatThrownBy(() -> VerdictTable.named("no-such-table"))
        .hasMessageContaining("no-such-table: There is no readable file of this name");
  }

  private static VerdictTable shipped() {
    try {
      return VerdictTable.named(VerdictTable.SHIPPED);
    } catch (VerdictTableException e) {
      throw new AssertionError(e);
    }
  }
}
