package io.alcedo.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "1250, EUR, 12.50 EUR",
    "1250, JPY, 1250 JPY",
    "1250, KWD, 1.250 KWD",
    "-5, EUR, -0.05 EUR",
    "1250, ZZZ, 12.50 ZZZ"
  })
  void writesAnAmountWithTheDigitsOfItsCurrency(long minor, String currency, String text) {
    assertThat(Money.text(minor, currency)).isEqualTo(text);
  }
}
