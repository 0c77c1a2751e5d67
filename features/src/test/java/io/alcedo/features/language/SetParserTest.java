package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake is reported with its line and the nearest right word, all of them at once. */
class SetParserTest {
  private static final String HEAD =
      """
      name: test
      signals: {device_risk: BEHAVIOURAL}
      families: {one: The first family}
      entities: {card: cardToken, terminal: [acquirerId, merchantId, terminalId]}
      features:
      """;

  private static final String GOOD = "  - {name: good, value: baseAmount, family: one}\n";

  private static List<String> problems(String yaml) {
    return SetParser.parse(yaml).problems().stream()
        .map(problem -> problem.line() + ": " + problem.message())
        .toList();
  }

  private static List<String> problemsOf(String feature) {
    return problems(HEAD + GOOD + "  - {" + feature + "}\n");
  }

  @Test
  void acceptsASetWithoutMistakes() {
    SetParser.Result result = SetParser.parse(HEAD + GOOD);

    assertThat(result.problems()).isEmpty();
    assertThat(result.set()).isNotNull();
    assertThat(result.set().name()).isEqualTo("test");
    assertThat(result.set().baseCurrencyDigits()).isEqualTo(2);
    assertThat(result.set().signals()).containsEntry("device_risk", "BEHAVIOURAL");
    assertThat(result.set().familyTexts()).containsEntry("one", "The first family");
    assertThat(result.set().entities())
        .containsEntry("card", List.of("cardToken"))
        .containsEntry("terminal", List.of("acquirerId", "merchantId", "terminalId"));
  }

  @Test
  void reportsAllMistakesInTheOrderOfTheirLines() {
    String yaml =
        """
        name: Bad Set
        zone: Europe/Berln
        entitie: {card: cardToken}
        entities: {card: cardTokn, n: amountMinor, t: [terminalId, terminalId]}
        families: {velocity: x, unused: y}
        base_currency_digits: 7
        features:
          - {name: a, valu: baseAmount, family: velocity}
          - {name: a, count: crad, window: 7days,
             family: velocty}
          - {nam: b, count: card, window: 401d}
        """;

    assertThat(problems(yaml).stream().map(problem -> problem.replaceFirst("; it is one of.*", "")))
        .containsExactly(
            "1: A set's name is 1 to 64 lower-case letters, digits and hyphens, a letter first:"
                + " 'Bad Set'",
            "2: There is no zone 'Europe/Berln'; did you mean 'Europe/Berlin'?",
            "3: Unknown key 'entitie' in the feature set; did you mean 'entities'?",
            "4: Entity 'card' names no field: 'cardTokn'; did you mean 'cardToken'?",
            "4: Entity 'n' cannot take 'amountMinor', which is a number",
            "4: Entity 't' names 'terminalId' twice",
            "5: No feature is of the family 'unused'",
            "6: 'base_currency_digits' of the feature set is a whole number from 0 to 4:"
                + " base_currency_digits=7",
            "8: Unknown key 'valu' in feature 'a'; did you mean 'value'?",
            "9: 'count' names no entity: 'crad'; did you mean 'card'?",
            "9: 'window' of feature 'a' is a whole number and one of s, m, h, d, w, such as 30m or"
                + " 7d: '7days'; did you mean '7d'?",
            "9: Feature 'a' is there already, on line 8",
            "10: Family 'velocty' is not declared under 'families'; did you mean 'velocity'?",
            "11: Feature 3 has no 'name'",
            "11: Feature 3 has no 'family'",
            "11: Unknown key 'nam' in feature 3; did you mean 'name'?",
            "11: 'window' and 'delay' of feature 3 reach at most 400 days back");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "valu: baseAmount | Unknown key 'valu' in feature 'f'; did you mean 'value'?",
        "value: amount | 'value' names no number: 'amount'; did you mean 'baseAmount'?",
        "value: channel"
            + " | 'value' names no number: 'channel' is an enum; did you mean 'category'?",
        "log: merchantId"
            + " | 'log' names no number: 'merchantId' is text; did you mean 'category'?",
        "value: baseAmount, window: 1d | 'value' of feature 'f' takes no 'window'",
        "signal: device_rsk"
            + " | Signal 'device_rsk' is not declared; did you mean 'device_risk'?",
        "calendar: wekday | The calendar has no 'wekday'; did you mean 'weekday'?",
        "calendar: hour, zone: Mars/Base | There is no zone 'Mars/Base'",
        "calendar: hour, night: {from: 1}"
            + " | 'night' goes with 'calendar: night', not with 'calendar: hour'",
        "calendar: night, night: {form: 1}"
            + " | Unknown key 'form' in 'night' of feature 'f'; did you mean 'from'?",
        "calendar: night, night: {from: 6}"
            + " | 'night' of feature 'f' begins and ends at different hours",
        "calendar: night, night: {to: 25}"
            + " | 'to' of 'night' of feature 'f' is a whole number from 0 to 24: to=25",
        "category: baseAmountMinor"
            + " | 'category' names no enum or text: 'baseAmountMinor' is a number; did you mean"
            + " 'value'?",
        "category: chanel | 'category' names no enum or text: 'chanel'; did you mean 'channel'?",
        "category: currency | Feature 'f' has no 'codes': the values of currency in order",
        "category: channel, codes: [ONLIN] | channel has no 'ONLIN'; did you mean 'ONLINE'?",
        "category: currency, codes: [EUR, EUR] | 'codes' of feature 'f' states 'EUR' twice",
        "category: currency, codes: [] | 'codes' of feature 'f' is a list of 1 to 1000 values",
        "count: crad, window: 1d | 'count' names no entity: 'crad'; did you mean 'card'?",
        "count: card | Feature 'f' has no 'window'",
        "count: card, window: 0d | 'window' of feature 'f' is above 0",
        "count: card, window: 1d, by: card"
            + " | 'count' of feature 'f' takes no 'by'; it takes window, delay, where",
        "count: card, window: 399d, delay: 2d"
            + " | 'window' and 'delay' of feature 'f' reach at most 400 days back",
        "count: card, window: 1d, delay: soon"
            + " | 'delay' of feature 'f' is a whole number and one of s, m, h, d, w, such as 30m or"
            + " 7d: 'soon'",
        "sum: baseAmount, window: 1d | Feature 'f' has no 'by'",
        "sum: amountMinor, by: card, window: 1d"
            + " | 'sum' takes an amount: 'amountMinor'; it is one of baseAmount, approvedAmount",
        "sum: approvdAmount, by: card, window: 1d"
            + " | 'sum' takes an amount: 'approvdAmount'; did you mean 'approvedAmount'?",
        "distinct: terminal, by: terminal, window: 1d"
            + " | 'distinct' of feature 'f' is always the same for one terminal",
        "first_seen: termnal, by: card, window: 1d"
            + " | 'first_seen' names no field: 'termnal'; did you mean 'terminal'?",
        "count: card, sum: baseAmount, by: card, window: 1d"
            + " | Feature 'f' is of one kind, not of several: count, sum",
        "count: card, window: 1d, where: {typ: purchase}"
            + " | Unknown key 'typ' in 'where' of feature 'f'; did you mean 'type'?",
        "count: card, window: 1d, where: {type: purchas}"
            + " | 'type' in 'where' of feature 'f' has no 'purchas'; did you mean 'purchase'?",
        "count: card, window: 1d, where: {channel: {atm: 1}}"
            + " | 'channel' in 'where' of feature 'f' is a word or a list of words",
        "count: card, window: 1d, where: {channel: []}"
            + " | 'channel' in 'where' of feature 'f' lets nothing pass",
        "count: card, window: 1d, where: {outcome: three_ds_fail}"
            + " | 'outcome' in 'where' of feature 'f' has no 'three_ds_fail'; did you mean"
            + " 'three_ds_failed'?",
        "count: card, window: 1d, empty: none | 'empty' of feature 'f' is a number: 'none'",
        "count: card, window: 1d, reason: [a] | 'reason' of feature 'f' is a word or number",
        "count: card, window: 1d, window: 2d | Feature 'f' states 'window' twice",
      })
  void saysWhatIsWrongWithAFeature(String stated, String message) {
    assertThat(problemsOf("name: f, family: one, " + stated)).containsExactly("7: " + message);
  }

  @Test
  void namesAllKindsWhereNoneIsStated() {
    assertThat(problemsOf("name: f, family: one"))
        .containsExactly(
            "7: Feature 'f' states no kind; it is one of value, log, calendar, category, signal,"
                + " count, sum, mean, min, max, stddev, zscore, ratio, distinct, since_last,"
                + " first_seen, speed, fraud_count, fraud_rate, fraud_run, fraud_run_age,"
                + " genuine_run, peak, since_peak");
  }

  @Test
  void asksForNameAndFamily() {
    assertThat(problemsOf("value: baseAmount"))
        .containsExactly("7: Feature 2 has no 'name'", "7: Feature 2 has no 'family'");
  }

  @Test
  void asksForNamesThatAModelCanCarry() {
    assertThat(problemsOf("name: Card Count, family: one, value: baseAmount"))
        .containsExactly(
            "7: A feature's name is 1 to 64 letters, digits and underscores, a letter"
                + " first: 'Card Count'");
  }

  @Test
  void refusesASignalOfAClassThatIsNotKept() {
    assertThat(problems("name: x\nsignals: {age: PERSON_NAME}\nfeatures:\n" + GOOD))
        .containsExactly(
            "2: A signal is kept as it is, so it is of no class 'PERSON_NAME'; it is one of"
                + " OPERATIONAL, BUSINESS, BEHAVIOURAL, DERIVED");
  }

  @Test
  void asksForEntitiesWhereASetHasNone() {
    assertThat(
            problems("name: x\nfeatures:\n  - {name: f, family: one, count: card, window: 1d}\n"))
        .containsExactly(
            "3: 'count' names no entity: 'card'; the set states none under 'entities'");
  }

  @Test
  void saysWhereAFileIsNoYaml() {
    assertThat(problems("name: x\nfeatures: [\n"))
        .singleElement()
        .asString()
        .startsWith("3: This is not YAML: ");
  }

  @Test
  void refusesAnEmptyFileAndOneThatIsNoMap() {
    assertThat(problems("")).containsExactly("0: The file is empty");
    assertThat(problems("- a")).containsExactly("1: The feature set is a map of keys and values");
  }

  @Test
  void refusesASetWithoutFeaturesAndOneWithTooMany() {
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 0; i < 513; i++) {
      many.append("  - {name: f").append(i).append(", value: baseAmount, family: one}\n");
    }

    assertThat(problems("name: x")).containsExactly("1: The feature set has a list of 'features'");
    assertThat(problems(many.toString()))
        .containsExactly("6: A set has at most 512 features: features=513");
  }

  @Test
  void takesTheFullReachOfFourHundredDays() {
    assertThat(problemsOf("name: f, family: one, count: card, window: 399d, delay: 1d")).isEmpty();
  }
}
