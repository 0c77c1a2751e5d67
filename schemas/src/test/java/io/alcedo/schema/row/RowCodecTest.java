package io.alcedo.schema.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RowCodecTest {
  private final RowLayout layout = RowLayout.withSignals(List.of("risk", "age"));

  @RepeatedTest(50)
  void readsWhatItWrote() throws IOException {
    long seed = new Random().nextLong();
    TransactionRow row = randomRow(layout, new Random(seed));

    TransactionRow read = roundTrip(row, new RowCodec(layout));

    assertThat(read).as("seed %d", seed).isEqualTo(row);
  }

  @Test
  void writesTextsOfAnyLengthAndScript() throws IOException {
    RowCodec codec = new RowCodec(layout);
    for (String text :
        List.of("", "plain", "a\u0141", "\uD83D\uDC26", "z".repeat(300), "y".repeat(90_000))) {
      TransactionRow row = layout.newRow();
      row.setText(TransactionRow.TRANSACTION_ID, text);
      row.setText(TransactionRow.CARD_TOKEN, "after");

      assertThat(roundTrip(row, codec)).isEqualTo(row);
    }
  }

  @Test
  void readsARowOfAnOlderLayoutWithNewSlotsAbsent() throws IOException {
    TransactionRow old = randomRow(RowLayout.STANDARD, new Random(7));

    TransactionRow read = roundTrip(old, new RowCodec(layout));

    assertThat(read.real(layout.index("signals.risk"))).isNaN();
    assertThat(read.text(TransactionRow.CARD_TOKEN)).isEqualTo(old.text(TransactionRow.CARD_TOKEN));
  }

  @Test
  void refusesARowWithMoreSlotsThanItsLayout() {
    TransactionRow row = randomRow(layout, new Random(7));

    assertThatThrownBy(() -> roundTrip(row, new RowCodec(RowLayout.STANDARD)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no more slots than its layout");
  }

  @Test
  void holdsNoSlotForAFieldThatIsDroppedOrOnlyItsPseudonym() {
    assertThat(layout.slots())
        .extracting(RowLayout.Slot::name)
        .contains("cardToken", "cardBin", "billingArea", "emailDomain")
        .doesNotContain("cardNumber", "cardholderName", "cardholderEmail", "billingPostcode");
  }

  private static TransactionRow randomRow(RowLayout layout, Random random) {
    TransactionRow row = layout.newRow();
    for (RowLayout.Slot slot : layout.slots()) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      switch (slot.kind()) {
        case LONG, ENUM -> row.setNumber(slot.index(), random.nextLong() >> random.nextInt(60));
        case DOUBLE -> row.setReal(slot.index(), random.nextGaussian());
        case TEXT -> row.setText(slot.index(), "é" + random.nextInt());
      }
    }
    return row;
  }

  private static TransactionRow roundTrip(TransactionRow row, RowCodec codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // The writer's layout is the row's own; a codec writes any row.
    codec.write(row, new DataOutputStream(bytes));
    return codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
