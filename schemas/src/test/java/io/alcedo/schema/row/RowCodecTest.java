package io.alcedo.schema.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.bytes.RecordBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
  void handsOnARowThatItRead() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RowCodec codec = new RowCodec(layout);
    TransactionRow row = randomRow(layout, random);

    TransactionRow read = roundTrip(row, codec);
    for (int i = 0; i < read.textSlots(); i++) {
      assertThat(read.textHash(i)).as("seed %d", seed).isEqualTo(StableHash.shortOf(row.text(i)));
      if (random.nextInt(3) == 0) {
        assertThat(read.text(i)).as("seed %d", seed).isEqualTo(row.text(i));
      }
    }
    assertThat(roundTrip(read, codec)).as("seed %d", seed).isEqualTo(row);
    assertThat(read.copy()).as("seed %d", seed).isEqualTo(row);

    read.setText(TransactionRow.CARD_TOKEN, "changed");
    row.setText(TransactionRow.CARD_TOKEN, "changed");
    assertThat(roundTrip(read, codec)).as("seed %d", seed).isEqualTo(row);
    assertThat(read.textHash(TransactionRow.CARD_TOKEN)).isEqualTo(StableHash.shortOf("changed"));
  }

  @RepeatedTest(20)
  void writesWhatChangedInARowThatItRead() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RowCodec codec = new RowCodec(layout);
    TransactionRow row = randomRow(layout, random);

    TransactionRow withNumber = roundTrip(row, codec);
    withNumber.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 4_711);
    TransactionRow withReal = roundTrip(withNumber, codec);
    int risk = layout.index("signals.risk");
    withReal.setReal(risk, 0.25);
    TransactionRow read = roundTrip(withReal, codec);

    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, 4_711);
    row.setReal(risk, 0.25);
    assertThat(read).as("seed %d", seed).isEqualTo(row);
  }

  @RepeatedTest(20)
  void writesATextOfARowAsAvroDoesWhetherItIsAStringOrNot() throws IOException {
    long seed = new Random().nextLong();
    TransactionRow row = randomRow(layout, new Random(seed));
    TransactionRow read = roundTrip(row, new RowCodec(layout));

    for (RowLayout.Slot slot : layout.slots()) {
      if (slot.kind() != RowLayout.Kind.TEXT) {
        continue;
      }
      int index = slot.index();
      String text = row.text(index);
      assertThat(read.hasText(index)).isEqualTo(row.hasText(index)).isEqualTo(text != null);
      if (text == null) {
        assertThatThrownBy(() -> read.utf8(index)).isInstanceOf(IllegalStateException.class);
        continue;
      }
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      RecordBytes expected = new RecordBytes();
      expected.putAvroUtf8(utf8);
      RecordBytes own = new RecordBytes();
      own.putVarint(utf8.length);
      own.putFixed(utf8);
      for (TransactionRow each : List.of(row, read)) {
        assertThat(each.joined(index, '|', index)).as("seed %d", seed).isEqualTo(text + '|' + text);
        RecordBytes bytes = new RecordBytes();
        each.putAvroText(index, bytes);
        assertThat(bytes.toByteArray()).as("seed %d", seed).isEqualTo(expected.toByteArray());
        bytes.start();
        each.putText(index, bytes);
        assertThat(bytes.toByteArray()).as("seed %d", seed).isEqualTo(own.toByteArray());
        assertThat(each.utf8(index)).as("seed %d", seed).isEqualTo(utf8);
      }
    }
  }

  @Test
  void readsTheFirstVersion() throws IOException {
    String written =
        "0109240080a0d5edee66c31302014048200000000000141300000474782d310764656661756c7407c3a9746f6b656e";
    TransactionRow row = RowLayout.STANDARD.newRow();
    row.setText(TransactionRow.TRANSACTION_ID, "tx-1");
    row.setText(TransactionRow.TENANT, "default");
    row.setText(TransactionRow.CARD_TOKEN, "étoken");
    row.setNumber(TransactionRow.EVENT_TIME, 1_767_225_600_000L);
    row.setNumber(TransactionRow.BASE_AMOUNT_MINOR, -1250);
    row.setReal(RowLayout.STANDARD.index("latitude"), 48.25);

    TransactionRow read =
        new RowCodec(layout)
            .read(new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(written))));

    for (RowLayout.Slot slot : RowLayout.STANDARD.slots()) {
      switch (slot.kind()) {
        case LONG, ENUM ->
            assertThat(read.number(slot.index())).isEqualTo(row.number(slot.index()));
        case DOUBLE ->
            assertThat(Double.compare(read.real(slot.index()), row.real(slot.index()))).isZero();
        case TEXT -> assertThat(read.text(slot.index())).isEqualTo(row.text(slot.index()));
      }
    }
  }

  @Test
  void refusesBytesThatEndTooEarly() throws IOException {
    RecordBytes bytes = new RecordBytes();
    new RowCodec(layout).write(randomRow(layout, new Random(3)), bytes);
    byte[] whole = bytes.toByteArray();

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(
              () -> new RowCodec(layout).read(new DataInputStream(new ByteArrayInputStream(part))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesValuesThatDoNotLieWithinTheirRow() throws IOException {
    RecordBytes bytes = new RecordBytes();
    new RowCodec(layout).write(randomRow(layout, new Random(3)), bytes);
    ByteBuffer whole = ByteBuffer.wrap(bytes.toByteArray());
    assertThat(whole.get()).as("version").isEqualTo((byte) 2);
    byte[] body = new byte[(whole.get() & 0x7F) | whole.get() << 7];
    whole.get(body);
    assertThat(whole.hasRemaining()).isFalse();

    for (int length = 0; length < body.length; length++) {
      byte[] part = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> readBody(part))
          .as("length %d", length)
          .isInstanceOf(IOException.class);
    }
    assertThat(readBody(body)).isEqualTo(randomRow(layout, new Random(3)));
  }

  @Test
  void refusesANumberThatDoesNotEnd() {
    byte[] body = new byte[40];
    Arrays.fill(body, (byte) 0xFF);
    body[0] = 1;

    assertThatThrownBy(() -> readBody(body))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at most ten bytes");
  }

  /** One bit a value is kept in a long, so a group of 64 is the largest. */
  @RepeatedTest(20)
  void readsTheLargestGroupThatThereMayBe() throws IOException {
    long seed = new Random().nextLong();
    List<String> signals =
        IntStream.range(0, 64 - RowLayout.STANDARD.absentReals().length)
            .mapToObj(i -> "signal" + i)
            .toList();
    RowLayout largest = RowLayout.withSignals(signals);
    TransactionRow row = randomRow(largest, new Random(seed));
    row.setReal(63, 0.5);

    assertThat(roundTrip(row, new RowCodec(largest))).as("seed %d", seed).isEqualTo(row);
  }

  @Test
  void clearsARowThatItRead() throws IOException {
    TransactionRow read = roundTrip(randomRow(layout, new Random(5)), new RowCodec(layout));

    read.clear();

    assertThat(read).isEqualTo(layout.newRow());
    read.setText(TransactionRow.CARD_TOKEN, "new");
    assertThat(read.text(TransactionRow.CARD_TOKEN)).isEqualTo("new");
  }

  @Test
  void readsARowOfAnOlderLayoutWithNewSlotsAbsent() throws IOException {
    TransactionRow old = randomRow(RowLayout.STANDARD, new Random(7));

    RowCodec codec = new RowCodec(layout);
    TransactionRow read = roundTrip(old, codec);

    assertThat(roundTrip(read, codec)).isEqualTo(read);
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

  private TransactionRow readBody(byte[] body) throws IOException {
    RecordBytes bytes = new RecordBytes();
    bytes.put(2);
    bytes.putVarint(body.length);
    bytes.putFixed(body);
    return new RowCodec(layout)
        .read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static TransactionRow roundTrip(TransactionRow row, RowCodec codec) throws IOException {
    RecordBytes bytes = new RecordBytes();
    // The writer's layout is the row's own; a codec writes any row.
    codec.write(row, bytes);
    return codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
