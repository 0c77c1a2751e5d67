package io.alcedo.features.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureWordingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value: baseAmount | Amount",
        "log: baseAmount | Logarithm of the amount",
        "calendar: night | At night",
        "category: entryMode | Entry mode",
        "count: card, window: 1d | Payments of the card within 1 day",
        "count: card, window: 90m | Payments of the card within 90 minutes",
        "count: card, window: 2w, where: {outcome: declined}"
            + " | Declined payments of the card within 14 days",
        "count: card, window: 1h, where: {type: cash_withdrawal, channel: [atm, in_store]}"
            + " | In store or atm cash withdrawal transactions of the card within 1 hour",
        "sum: approvedAmount, by: card, window: 7d"
            + " | Total approved amount of the card within 7 days",
        "distinct: merchantId, by: card, window: 1d"
            + " | Different values of merchant of the card within 1 day",
        "fraud_rate: card, window: 30d, delay: 7d"
            + " | Share of known frauds of the card within 30 days that ended 7 days ago",
        "peak: f, by: card, window: 14d | Highest earlier f of the card within 14 days",
        "since_peak: f, by: card, window: 1h"
            + " | Seconds since the highest f of the card within 1 hour",
        "fraud_run: card, window: 7d | Frauds in the latest run of the card within 7 days",
        "fraud_run_age: card, window: 7d"
            + " | Seconds since the first of the latest run of frauds of the card within 7 days",
        "value: baseAmount, reason: What it costs | What it costs",
      })
  void tellsAPersonWhatAFeatureIs(String feature, String text) {
    SetDefinition set =
        SetParser.parse(
                "name: x\nentities: {card: cardToken}\nfeatures:\n"
                    + "  - {name: f, family: one, "
                    + feature
                    + "}\n")
            .set();

    assertThat(FeatureWording.of(set.features().get(0))).isEqualTo(text);
  }
}
