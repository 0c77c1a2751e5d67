package io.alcedo.features.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Channel;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryFeatureTest {
  private static final RowLayout LAYOUT = RowLayout.STANDARD;

  private static double channel(long ordinal, String... codes) {
    TransactionRow row = LAYOUT.newRow();
    row.setNumber(TransactionRow.CHANNEL, ordinal);
    return new CategoryFeature(LAYOUT.find("channel"), List.of(codes)).value(row);
  }

  private static double text(String slot, String value, String... codes) {
    TransactionRow row = LAYOUT.newRow();
    row.setText(LAYOUT.index(slot), value);
    return new CategoryFeature(LAYOUT.find(slot), List.of(codes)).value(row);
  }

  @Test
  void isAnEnumsOrdinal() {
    assertThat(channel(Channel.ONLINE.ordinal())).isEqualTo(Channel.ONLINE.ordinal());
    assertThat(channel(Channel.IN_STORE.ordinal())).isEqualTo(Channel.IN_STORE.ordinal());
  }

  @Test
  void isUnknownForAnUnknownSymbol() {
    assertThat(channel(Channel.UNKNOWN.ordinal())).isNaN();
    assertThat(channel(TransactionRow.ABSENT)).isNaN();
    assertThat(channel(31)).isNaN();
  }

  @Test
  void isAnEnumSymbolsPositionAmongDeclaredCodes() {
    assertThat(channel(Channel.ATM.ordinal(), "ONLINE", "ATM")).isEqualTo(1);
    assertThat(channel(Channel.ONLINE.ordinal(), "ONLINE", "ATM")).isEqualTo(0);
    assertThat(channel(Channel.IN_APP.ordinal(), "ONLINE", "ATM")).isNaN();
    assertThat(channel(Channel.UNKNOWN.ordinal(), "ONLINE", "UNKNOWN")).isEqualTo(1);
  }

  @Test
  void isATextsPositionAmongDeclaredCodes() {
    assertThat(text("currency", "CHF", "EUR", "CHF")).isEqualTo(1);
    assertThat(text("currency", "USD", "EUR", "CHF")).isNaN();
    assertThat(text("currency", null, "EUR", "CHF")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"5411, 5411", "0742, 742", "9999999, 9999999"})
  void isTheNumberThatDigitsSpell(String value, double code) {
    assertThat(text("merchantCategory", value)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"''", "54a1", "-541", "12345678", "'54 1'"})
  void isUnknownForOtherText(String value) {
    assertThat(text("merchantCategory", value)).isNaN();
  }
}
