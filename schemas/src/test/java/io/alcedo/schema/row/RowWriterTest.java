package io.alcedo.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.bytes.RecordBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RowWriterTest {
  private static final List<String> TEXTS =
      List.of("", "plain", "tok_31-characters.of-a-long-one", "\u00e9t\u00e9", "z".repeat(300));

  private final RowLayout layout = RowLayout.withSignals(List.of("risk", "age"));
  private final RowWriter writer = new RowWriter(layout);

  /** One writer, so that nothing of a row may remain for the next one. */
  @RepeatedTest(20)
  void makesRowsAsIfTheirValuesHadBeenSet() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<RowLayout.Slot> slots = new ArrayList<>(layout.slots());
      Collections.shuffle(slots, random);
      slots.subList(0, random.nextInt(slots.size())).clear();
      TransactionRow expected = layout.newRow();
      writer.start();
      slots.forEach(slot -> set(slot, expected, random));

      TransactionRow row = writer.finish();

      assertThat(bytes(row)).as("seed %d", seed).isEqualTo(bytes(expected));
      assertThat(row).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aRowIsNotTouchedByTheNextOne() {
    writer.start();
    writer.text(TransactionRow.CARD_TOKEN, "one");
    writer.number(TransactionRow.EVENT_TIME, 1);
    TransactionRow row = writer.finish();
    writer.start();
    writer.text(TransactionRow.CARD_TOKEN, "two");
    writer.number(TransactionRow.EVENT_TIME, 2);
    TransactionRow next = writer.finish();

    assertThat(row.text(TransactionRow.CARD_TOKEN)).isEqualTo("one");
    assertThat(row.eventTime()).isEqualTo(1);
    assertThat(next.text(TransactionRow.CARD_TOKEN)).isEqualTo("two");
  }

  @Test
  void hashesOfTextsAreTheSameOfStringsAndOfBytes() {
    for (String first : TEXTS) {
      for (String second : TEXTS) {
        TransactionRow set = layout.newRow();
        set.setText(TransactionRow.TENANT, first);
        set.setText(TransactionRow.TRANSACTION_ID, second);
        writer.start();
        writer.text(TransactionRow.TENANT, first);
        writer.text(TransactionRow.TRANSACTION_ID, second);
        for (TransactionRow row : List.of(set, writer.finish())) {
          assertThat(row.textHash(TransactionRow.TENANT, TransactionRow.TRANSACTION_ID))
              .isEqualTo(StableHash.of(first, second));
        }
      }
    }
    byte[] bytes = "a plain one".getBytes(StandardCharsets.US_ASCII);
    assertThat(StableHash.ofAscii(bytes, 2, 7)).isEqualTo(StableHash.of("plain"));
  }

  private void set(RowLayout.Slot slot, TransactionRow expected, Random random) {
    int index = slot.index();
    switch (slot.kind()) {
      case LONG, ENUM -> {
        long value = random.nextLong() >> random.nextInt(60);
        expected.setNumber(index, value);
        writer.number(index, value);
      }
      case DOUBLE -> {
        double value = random.nextGaussian();
        expected.setReal(index, value);
        writer.real(index, value);
      }
      case TEXT -> {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        expected.setText(index, text);
        if (random.nextBoolean()) {
          writer.text(index, text);
        } else {
          byte[] utf8 = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
          writer.text(index, utf8, 1, utf8.length - 1);
        }
      }
    }
  }

  private byte[] bytes(TransactionRow row) {
    RecordBytes bytes = new RecordBytes();
    new RowCodec(layout).write(row, bytes);
    return bytes.toByteArray();
  }
}
