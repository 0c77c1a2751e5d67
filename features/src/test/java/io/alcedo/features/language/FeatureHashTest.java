package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hash holds all that changes a feature's value, and nothing else. */
class FeatureHashTest {
  private static final String HEAD =
      "name: x\nentities: {card: cardToken, t: terminalId}\nfeatures:\n";

  private static final String COUNT = "count: card, window: 1d";

  private static String hash(String head, String feature) {
    SetDefinition set = SetParser.parse(head + "  - {" + feature + "}\n").set();
    assertThat(set).as(feature).isNotNull();
    return FeatureHash.of(set, set.features().get(0));
  }

  private static String hash(String feature) {
    return hash(HEAD, "name: f, family: one, " + feature);
  }

  private static String canonical(String feature) {
    SetDefinition set =
        SetParser.parse(HEAD + "  - {name: f, family: one, " + feature + "}\n").set();
    return FeatureHash.canonical(set, set.features().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value: baseAmount | value baseAmount digits=2 empty=unknown",
        "log: baseAmount, empty: -1 | log1p baseAmount digits=2 empty=-1.0",
        "value: utcOffsetMinutes | value utcOffsetMinutes empty=unknown",
        "calendar: hour | calendar HOUR zone=Z empty=unknown",
        "calendar: night, zone: Asia/Tokyo"
            + " | calendar NIGHT zone=Asia/Tokyo night=22-6 empty=unknown",
        "category: channel | category channel codes= empty=unknown",
        "category: currency, codes: [EUR, CHF]"
            + " | category currency codes=3:EUR3:CHF empty=unknown",
        "count: card, window: 1d"
            + " | COUNT by=cardToken window=86400000 delay=0 type=PURCHASE+CASH_WITHDRAWAL+TRANSFER"
            + " channel=any outcome=any empty=unknown",
        "sum: approvedAmount, by: card, window: 1h, where: {type: refund, channel: atm}"
            + " | SUM by=cardToken amount=APPROVED digits=2 window=3600000 delay=0 type=REFUND"
            + " channel=ATM outcome=any empty=unknown",
        "distinct: [acquirerId, merchantId], by: card, window: 1d, where: {outcome: approved}"
            + " | DISTINCT by=cardToken of=acquirerId+merchantId window=86400000 delay=0"
            + " type=PURCHASE+CASH_WITHDRAWAL+TRANSFER channel=any outcome=APPROVED+SETTLED"
            + " empty=unknown",
        "speed: card"
            + " | SPEED by=cardToken cell=0.1 window=2592000000 delay=0"
            + " type=PURCHASE+CASH_WITHDRAWAL+TRANSFER channel=any outcome=any empty=unknown",
      })
  void isOfACanonicalTextWithEveryDefaultWrittenOut(String feature, String text) {
    assertThat(canonical(feature)).isEqualTo(text);
  }

  @Test
  void staysTheSameForever() {
    assertThat(hash(COUNT)).isEqualTo("99a2a25e7b7e0501");
  }

  @Test
  void isTheSameForTheSameMeaningInOtherWords() {
    String other = "name: x\nentities: {z: terminalId, payer: [cardToken]}\nfeatures:\n";

    assertThat(
            hash(
                other,
                "name: g, family: two, reason: text, count: payer, window: 24h, delay: 0d,"
                    + " where: {type: [transfer, PURCHASE, cash_withdrawal]}"))
        .isEqualTo(hash(COUNT));
    assertThat(hash("calendar: hour, zone: UTC")).isEqualTo(hash("calendar: hour"));
    assertThat(hash("speed: card")).isEqualTo(hash("speed: card, window: 30d"));
    assertThat(hash("category: currency, codes: [EUR], empty: -0.0"))
        .isEqualTo(hash("category: currency, codes: [EUR], empty: 0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count: t, window: 1d",
        "count: card, window: 2d",
        "count: card, window: 1d, delay: 1d",
        "count: card, window: 1d, empty: 0",
        "count: card, window: 1d, where: {type: purchase}",
        "count: card, window: 1d, where: {channel: atm}",
        "count: card, window: 1d, where: {outcome: declined}",
        "fraud_count: card, window: 1d",
      })
  void changesWithTheMeaning(String other) {
    assertThat(hash(other)).isNotEqualTo(hash(COUNT));
  }

  private static String marked(String mark, String feature) {
    String yaml =
        HEAD.replace("features:", "marks:\n  " + mark + "\nfeatures:")
            + "  - {name: f, family: one, "
            + feature
            + "}\n  - {name: amount, family: one, value: baseAmount}\n";
    SetDefinition set = SetParser.parse(yaml).set();
    assertThat(set).as(yaml).isNotNull();
    return FeatureHash.canonical(set, set.features().get(0));
  }

  @Test
  void holdsTheConditionsOfMarksButNoNames() {
    String count = "COUNT by=cardToken window=86400000 delay=0";
    String rest = " type=PURCHASE+CASH_WITHDRAWAL+TRANSFER channel=any outcome=any";
    assertThat(marked("m: {amount: {above: 3}}", COUNT + ", where: {unmarked: m}"))
        .isEqualTo(
            count
                + rest
                + " unmarked=[[(value baseAmount digits=2 empty=unknown)>3.0]] empty=unknown");
    assertThat(marked("m: {f: {below: 3}}", COUNT + ", where: {marked: m}"))
        .as("a feature within itself")
        .isEqualTo(count + rest + " marked=[[(^0)<3.0]] empty=unknown");
    assertThat(marked("z: {amount: {above: 3}, f: {below: 1}}", COUNT + ", where: {marked: z}"))
        .as("neither the name of a mark nor the order of its conditions matters")
        .isEqualTo(
            marked("m: {f: {below: 1}, amount: {above: 3}}", COUNT + ", where: {marked: m}"));
  }

  @Test
  void ofAPeakHoldsTheMeaningOfItsFeature() {
    String peak = "peak: amount, by: card, window: 1d, where: {unmarked: m}";
    assertThat(marked("m: {amount: {above: 3}}", peak))
        .startsWith("PEAK by=cardToken of=(value baseAmount digits=2 empty=unknown) window=");
  }

  @Test
  void dependsOnTheDigitsOfTheCurrencyWhereAmountsAreRead() {
    String yen = "base_currency_digits: 0\n" + HEAD;

    assertThat(hash(yen, "name: f, family: one, value: baseAmount"))
        .isNotEqualTo(hash("value: baseAmount"));
    assertThat(hash(yen, "name: f, family: one, " + COUNT)).isEqualTo(hash(COUNT));
  }

  @Test
  void ofASetDependsOnNamesHashesAndOrder() {
    String hash = FeatureHash.of(List.of("a", "b"), List.of("1", "2"));

    assertThat(hash).hasSize(16);
    assertThat(FeatureHash.of(List.of("a", "c"), List.of("1", "2"))).isNotEqualTo(hash);
    assertThat(FeatureHash.of(List.of("b", "a"), List.of("2", "1"))).isNotEqualTo(hash);
    assertThat(FeatureHash.of(List.of("a", "b"), List.of("1", "3"))).isNotEqualTo(hash);
  }
}
