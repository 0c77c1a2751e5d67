package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestResult.Accepted;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ingest while one key takes over from another. */
class TakeoverTest {
  private static final IngestPolicy POLICY =
      IngestPolicy.of(TestTransactions.LAYOUT, IngestLimits.DEFAULT.withAnyTime());

  private final Keyset keyset = rotating();
  private final KeyRotation rotation = java.util.Objects.requireNonNull(keyset.rotation());
  private final Pseudonymiser old = Pseudonymiser.of(keyset, rotation.from());
  private final Pseudonymiser next = Pseudonymiser.of(keyset, rotation.to());
  private final Ingest both =
      new Ingest(
          POLICY,
          old,
          new Ingest.Takeover(next, rotation.takeoverAt().toEpochMilli()),
          TestTransactions.FRAMING,
          TestTransactions.CLOCK);

  TakeoverTest() throws KeysetException {}

  @Test
  void whatHappenedBeforeTheTakeoverHasATwinAndWhatComesAfterIsUnderTheNewKey() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Ingest underOld = ingest(old);
    Ingest underNext = ingest(next);
    for (int i = 0; i < 500; i++) {
      Transaction t = TestTransactions.random(random);
      boolean before = random.nextBoolean();
      t.setEventTime(rotation.takeoverAt().minusMillis(before ? 1 : 0));

      Accepted accepted = both.accepted(t);

      String of = "seed " + seed + ", round " + i;
      TransactionRow expectedTwin = before ? underNext.anonymise(t) : null;
      assertThat(accepted.row()).as(of).isEqualTo((before ? underOld : underNext).anonymise(t));
      assertThat(accepted.twin()).as(of).isEqualTo(expectedTwin);
      assertThat(both.transaction(TestTransactions.FRAMING.encode(t))).isEqualTo(accepted);
    }
    assertThat(both.droppedSignals())
        .isEqualTo(2 * (underOld.droppedSignals() + underNext.droppedSignals() - twins(seed)));
  }

  /** Returns the signals that the reference dropped from twins, which count once only. */
  private long twins(long seed) throws Exception {
    Random random = new Random(seed);
    Ingest underNext = ingest(next);
    for (int i = 0; i < 500; i++) {
      Transaction t = TestTransactions.random(random);
      if (random.nextBoolean()) {
        t.setEventTime(rotation.takeoverAt().minusMillis(1));
        underNext.anonymise(t);
      }
    }
    return underNext.droppedSignals();
  }

  @Test
  void contentIsTheSameUnderAnyKeyAndOtherContentIsOther() throws Exception {
    Transaction t = TestTransactions.valid();
    long hash = ingest(old).accepted(t).contentHash();
    long renamed = ingest(next).accepted(t).contentHash();
    t.setBaseAmountMinor(t.getBaseAmountMinor() + 1);
    long other = ingest(next).accepted(t).contentHash();
    Transaction card = TestTransactions.valid();
    card.setCardNumber("5555555555554444");
    long otherCard = ingest(old).accepted(card).contentHash();

    assertThat(renamed).isNotEqualTo(hash);
    assertThat(ContentHash.same(hash, renamed)).isTrue();
    assertThat(ContentHash.same(hash, hash)).isTrue();
    assertThat(ContentHash.same(hash, other)).isFalse();
    assertThat(ContentHash.same(hash, otherCard)).as("tokens of one key differ").isFalse();
    assertThat(ContentHash.same(hash & 0xFF, ContentHash.UNKNOWN)).isFalse();
  }

  @Test
  void onlyTokensDependOnTheKey() throws Exception {
    Transaction t = TestTransactions.valid();
    TransactionRow one = ingest(old).anonymise(t);
    TransactionRow other = ingest(next).anonymise(t);
    int tokens = 0;
    for (RowLayout.Slot slot : TestTransactions.LAYOUT.slots()) {
      if (slot.kind() == RowLayout.Kind.TEXT && one.text(slot.index()) != null) {
        boolean token = IngestPolicy.tokenSlots().contains(slot.name());
        String text = one.required(slot.index());
        assertThat(text.equals(other.text(slot.index()))).as(slot.name()).isEqualTo(!token);
        assertThat(Pseudonymiser.keyOf(text)).isEqualTo(token ? rotation.from() : "");
        tokens += token ? 1 : 0;
      }
    }
    assertThat(tokens).isPositive();
    assertThat(IngestPolicy.tokenSlots()).contains("cardToken", "deviceToken");
  }

  private static Ingest ingest(Pseudonymiser pseudonymiser) {
    return new Ingest(POLICY, pseudonymiser, TestTransactions.FRAMING, TestTransactions.CLOCK);
  }

  private static Keyset rotating() throws KeysetException {
    return KeyChange.begin(
        TestKeys.keyset(), Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(60));
  }
}
