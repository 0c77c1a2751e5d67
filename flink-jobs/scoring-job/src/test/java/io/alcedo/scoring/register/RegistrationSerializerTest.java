package io.alcedo.scoring.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.event.OutcomeAction;
import io.alcedo.features.event.OutcomeUpdate;
import io.alcedo.jobs.SerializerChecks;
import io.alcedo.privacy.ContentHash;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import io.alcedo.scoring.TestEvents;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationSerializerTest {
  private static final List<String> ALL_TEXTS =
      RowLayout.STANDARD.slots().stream()
          .filter(slot -> slot.kind() == RowLayout.Kind.TEXT)
          .map(RowLayout.Slot::name)
          .toList();
  private static final String SEEN_1 =
      "81ffffffffffffffb3c089f9b69267c4130eff830463617264a083047465726d";
  private static final String SEEN_2 =
      "82ffffffffffffffb3c089f9b69267c4130eff830463617264a083047465726d";
  private static final String TWIN_2 =
      "c2ffffffffffffffb3c089f9b69267c4130eff830463617264a083047465726d0eff83046e657874a083047465726d";
  private static final String WAITING_2 = "02020000000000000005010000000000000000050601";
  private static final String WAITING_1 = "01020000000000000005010000000000000000050601";

  private final RegistrationSerializer serializer = RegistrationSerializer.INSTANCE;

  /** Bytes of all there were; they stay readable, so they are never changed, only added to. */
  @Test
  void readsTheBytesOfEveryReleaseAndWritesThoseOfThisOne() throws IOException {
    assertThat(SerializerChecks.hex(serializer, seen())).isEqualTo(SEEN_2);
    assertThat(SerializerChecks.hex(serializer, twin())).isEqualTo(TWIN_2);
    assertThat(SerializerChecks.hex(serializer, waiting())).isEqualTo(WAITING_2);
    assertThat(SerializerChecks.read(serializer, SEEN_1))
        .as("its content hash is of no use now")
        .isEqualTo(
            Registration.seen(ContentHash.UNKNOWN, 1_772_000_060_000L, 1_250, seen().slots()));
    assertThat(SerializerChecks.read(serializer, WAITING_1)).isEqualTo(waiting());
    assertThat(SerializerChecks.read(serializer, SEEN_2)).isEqualTo(seen());
    assertThat(SerializerChecks.read(serializer, TWIN_2)).isEqualTo(twin());
    assertThat(SerializerChecks.read(serializer, WAITING_2)).isEqualTo(waiting());
    SerializerChecks.roundTrip(serializer, seen());
    SerializerChecks.roundTrip(serializer, twin());
    SerializerChecks.roundTrip(serializer, waiting());
    assertThat(SerializerChecks.takesOver(serializer, serializer)).isTrue();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> SerializerChecks.read(serializer, "83" + SEEN_1.substring(2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void tellsAllTextSlotsApartAndReadsOverThoseNotAskedFor() {
    TransactionRow row = TestEvents.row("tx-1", "card", "term", 1);
    EntitySlots all = new EntitySlots(RowLayout.STANDARD, ALL_TEXTS);
    EntitySlots cards = new EntitySlots(RowLayout.STANDARD, List.of("cardToken"));

    TransactionRow read = RowLayout.STANDARD.newRow();
    all.read(all.write(row), read);
    TransactionRow card = RowLayout.STANDARD.newRow();
    cards.read(all.write(row), card);

    assertThat(ALL_TEXTS)
        .allSatisfy(
            name -> {
              int index = RowLayout.STANDARD.index(name);
              assertThat(read.text(index)).as(name).isEqualTo(row.text(index));
              assertThat(card.text(index))
                  .as(name)
                  .isEqualTo(name.equals("cardToken") ? "card" : null);
            });
  }

  private static Registration seen() {
    return Registration.seen(-77, 1_772_000_060_000L, 1_250, slots("card"));
  }

  private static Registration twin() {
    return Registration.seen(-77, 1_772_000_060_000L, 1_250, slots("card"), slots("next"));
  }

  private static byte[] slots(String card) {
    return new EntitySlots(RowLayout.STANDARD, List.of("cardToken", "terminalId"))
        .write(TestEvents.row("tx-1", card, "term", 1));
  }

  private static Registration waiting() {
    long absent = TransactionRow.ABSENT;
    return Registration.waiting(
        List.of(
            new OutcomeUpdate(5, absent, absent, OutcomeAction.APPROVED, false),
            new OutcomeUpdate(5, absent, absent, OutcomeAction.SETTLED, true)));
  }
}
