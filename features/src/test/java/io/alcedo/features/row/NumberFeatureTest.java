package io.alcedo.features.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.TransactionRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberFeatureTest {
  private final RowLayout layout = RowLayout.withSignals(List.of("risk"));
  private final TransactionRow row = layout.newRow();

  private Slot slot(String name) {
    return layout.find(name);
  }

  @Test
  void scalesTheBaseAmountByTheCurrencysDigits() {
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 12345);

    assertThat(NumberFeature.baseAmount(2, false).value(row)).isEqualTo(123.45);
    assertThat(NumberFeature.baseAmount(0, false).value(row)).isEqualTo(12345);
    assertThat(NumberFeature.baseAmount(3, false).value(row)).isEqualTo(12.345);
  }

  @Test
  void takesSlotsAsTheyAre() {
    row.setNumber(layout.index("utcOffsetMinutes"), -90);
    row.setReal(layout.index("signals.risk"), 0.25);

    assertThat(NumberFeature.slot(slot("utcOffsetMinutes"), false).value(row)).isEqualTo(-90);
    assertThat(NumberFeature.slot(slot("signals.risk"), false).value(row)).isEqualTo(0.25);
  }

  @Test
  void takesTheLogarithmOfOneMore() {
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 0);
    assertThat(NumberFeature.baseAmount(2, true).value(row)).isEqualTo(0);

    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 9900);
    assertThat(NumberFeature.baseAmount(2, true).value(row)).isEqualTo(Math.log(100));

    row.setReal(layout.index("signals.risk"), -1);
    assertThat(NumberFeature.slot(slot("signals.risk"), true).value(row)).isNaN();
  }

  @Test
  void isUnknownWhereTheSlotIsAbsent() {
    assertThat(NumberFeature.baseAmount(2, false).value(row)).isNaN();
    assertThat(NumberFeature.baseAmount(2, true).value(row)).isNaN();
    assertThat(NumberFeature.slot(slot("signals.risk"), false).value(row)).isNaN();
    assertThat(NumberFeature.slot(slot("utcOffsetMinutes"), false).value(row)).isNaN();
  }
}
