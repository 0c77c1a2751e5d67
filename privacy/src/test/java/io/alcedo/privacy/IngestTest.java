package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestResult.Accepted;
import io.alcedo.privacy.IngestResult.Rejected;
import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.TransactionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
  private final Ingest ingest = TestTransactions.ingest();

  @Test
  void equalsTheSlowReferenceOnRandomTransactions() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      Transaction t = TestTransactions.random(random);
      Map<String, Object> expected = SlowReference.anonymise(t);
      expected
          .keySet()
          .removeIf(
              name ->
                  name.startsWith(RowLayout.SIGNAL_PREFIX)
                      && TestTransactions.LAYOUT.find(name) == null);

      IngestResult result = ingest.transaction(TestTransactions.FRAMING.encode(t));

      assertThat(result).as("seed %d, round %d", seed, i).isInstanceOf(Accepted.class);
      Accepted accepted = (Accepted) result;
      assertThat(SlowReference.values(TestTransactions.LAYOUT, accepted.row()))
          .as("seed %d, round %d", seed, i)
          .isEqualTo(expected);
      assertThat(ingest.anonymise(t)).isEqualTo(accepted.row());
      assertThat(ingest.accepted(t)).isEqualTo(accepted);
    }
  }

  @Test
  void anonymisesOneTransactionAsWrittenDown() {
    TransactionRow row = accepted(TestTransactions.valid()).row();

    assertThat(text(row, "cardBin")).isEqualTo("411111");
    assertThat(text(row, "cardToken"))
        .isEqualTo(TestKeys.pseudonymiser().cardToken("acme", "4111111111111111"));
    assertThat(text(row, "emailDomain")).isEqualTo("example.org");
    assertThat(text(row, "ipNetwork")).isEqualTo("192.0.2.0/24");
    assertThat(text(row, "billingArea")).isEqualTo("101");
    assertThat(text(row, "tenant")).isEqualTo("acme");
    assertThat(row.real(TestTransactions.LAYOUT.index("latitude"))).isEqualTo(52.35);
    assertThat(row.real(TestTransactions.LAYOUT.index("signals.velocity"))).isEqualTo(3.5);
    assertThat(ingest.droppedSignals()).isEqualTo(1);
  }

  @Test
  void tenantsHaveTokensOfTheirOwn() {
    Transaction other = TestTransactions.valid();
    other.setTenant("other");

    TransactionRow one = accepted(TestTransactions.valid()).row();
    TransactionRow two = accepted(other).row();

    for (RowLayout.Slot slot : TestTransactions.LAYOUT.slots()) {
      if (slot.name().endsWith("Token")) {
        assertThat(one.text(slot.index()))
            .as(slot.name())
            .hasSize(31)
            .isNotEqualTo(two.text(slot.index()));
      }
    }
  }

  @Test
  void theContentHashTellsContentsApart() {
    long hash = accepted(TestTransactions.valid()).contentHash();

    assertThat(accepted(TestTransactions.valid()).contentHash()).isEqualTo(hash);
    assertThat(hashWith(t -> t.setAmountMinor(2000))).isNotEqualTo(hash);
    assertThat(hashWith(t -> t.setCardNumber("5555555555554444"))).isNotEqualTo(hash);
    assertThat(hashWith(t -> t.setLatitude(1.0))).isNotEqualTo(hash);
    assertThat(hashWith(t -> t.setTerminalId(null))).isNotEqualTo(hash);
    assertThat(hashWith(t -> t.setCardNumber("4111111111111111"))).isEqualTo(hash);
    assertThat(hashWith(t -> t.setCardholderName("Someone Else"))).isEqualTo(hash);
  }

  /** The register keeps hashes across releases. */
  @Test
  void theContentHashIsThatOfEarlierReleases() {
    assertThat(accepted(TestTransactions.valid()).contentHash())
        .isEqualTo(4_998_808_946_197_634_338L);

    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      Accepted accepted = accepted(TestTransactions.random(random));
      assertThat(accepted.contentHash())
          .as("seed %d, round %d", seed, i)
          .isEqualTo(SlowReference.contentHash(TestTransactions.LAYOUT, accepted.row()));
    }
  }

  @Test
  void refusesWhatIsNoTransaction() {
    rejected(DeadLetterCode.NULL_VALUE, ingest.transaction(null));
    rejected(DeadLetterCode.UNDECODABLE, ingest.transaction(new byte[0]));
    rejected(DeadLetterCode.UNDECODABLE, ingest.transaction(new byte[300]));
    byte[] message = TestTransactions.FRAMING.encode(TestTransactions.valid());
    byte[] unknown = message.clone();
    unknown[5] ^= 1;
    rejected(DeadLetterCode.UNKNOWN_SCHEMA, ingest.transaction(unknown));
    for (int length = 10; length < message.length; length++) {
      rejected(DeadLetterCode.UNDECODABLE, ingest.transaction(Arrays.copyOf(message, length)));
    }
    rejected(
        DeadLetterCode.UNDECODABLE, ingest.transaction(Arrays.copyOf(message, message.length + 1)));
    rejected(DeadLetterCode.RECORD_TOO_LARGE, ingest.transaction(new byte[10 << 20]));
    byte[] outcome = TestTransactions.FRAMING.encode(outcome());
    rejected(DeadLetterCode.OTHER_RECORD, ingest.transaction(outcome));
  }

  @Test
  void refusesBadIds() {
    refused(DeadLetterCode.MISSING_ID, t -> t.setTransactionId(""));
    refused(DeadLetterCode.MISSING_ID, t -> t.setTransactionId(" \u2003 "));
    refused(DeadLetterCode.TEXT_TOO_LONG, t -> t.setTransactionId("x".repeat(129)));
    refused(DeadLetterCode.TEXT_TOO_LONG, t -> t.setOriginalTransactionId("x".repeat(129)));
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setTransactionId("a\nb"));
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setTransactionId("a\u007f"));
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setTransactionId("a\u0080"));
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant(""));
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant(" "));
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant("a|b"));
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant("ä"));
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant("a".repeat(65)));
    taken(t -> t.setTenant("a".repeat(64)));
    taken(t -> t.setTransactionId("x".repeat(128)));
  }

  @Test
  void theFirstTenantIsNotEmpty() {
    refused(DeadLetterCode.INVALID_TENANT, t -> t.setTenant(""));
  }

  @Test
  void refusesBadAmountsAndCurrencies() {
    refused(DeadLetterCode.INVALID_AMOUNT, t -> t.setAmountMinor(-1));
    refused(DeadLetterCode.INVALID_AMOUNT, t -> t.setBaseAmountMinor(Long.MIN_VALUE));
    refused(DeadLetterCode.INVALID_AMOUNT, t -> t.setAmountMinor(1_000_000_000_001L));
    taken(t -> t.setAmountMinor(0));
    taken(t -> t.setAmountMinor(1_000_000_000_000L));
    for (String currency : new String[] {"", "eur", "EURO", "EU", "W[F", "QQQ", "€", " EUR"}) {
      refused(DeadLetterCode.UNKNOWN_CURRENCY, t -> t.setCurrency(currency));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "4111111111111112",
        "41111111111",
        "41111111111111111111",
        "4111x11111111111",
        "tok_4111111111111111",
        "４１１１１１１１１１１１１１１１"
      })
  void refusesWhatIsDeclaredAPanAndIsNone(String card) {
    refused(DeadLetterCode.INVALID_CARD_NUMBER, t -> t.setCardNumber(card));
  }

  @Test
  void takesOpaqueTokensAsTheyAre() {
    Transaction t = TestTransactions.valid();
    t.setCardNumberKind(CardNumberKind.OPAQUE_TOKEN);
    t.setCardNumber("4111111111111112");
    TransactionRow row = accepted(t).row();
    assertThat(text(row, "cardBin")).isNull();
    assertThat(text(row, "cardToken"))
        .isEqualTo(TestKeys.pseudonymiser().cardToken("acme", "4111111111111112"));
    t.setCardNumber("  ");
    rejected(
        DeadLetterCode.INVALID_CARD_NUMBER, ingest.transaction(TestTransactions.FRAMING.encode(t)));
  }

  @Test
  void refusesTimesFarFromTheClock() {
    Instant now = TestTransactions.NOW;
    refused(DeadLetterCode.TIME_OUT_OF_BOUNDS, t -> t.setEventTime(Instant.EPOCH));
    refused(
        DeadLetterCode.TIME_OUT_OF_BOUNDS,
        t -> t.setEventTime(now.plusSeconds(3600).plusMillis(1)));
    refused(
        DeadLetterCode.TIME_OUT_OF_BOUNDS,
        t -> t.setEventTime(now.minus(Duration.ofDays(30)).minusMillis(1)));
    refused(
        DeadLetterCode.TIME_OUT_OF_BOUNDS,
        t -> t.setEventTime(Instant.ofEpochMilli(Long.MIN_VALUE)));
    refused(
        DeadLetterCode.TIME_OUT_OF_BOUNDS,
        t -> t.setEventTime(Instant.ofEpochMilli(Long.MAX_VALUE)));
    taken(t -> t.setEventTime(now.plusSeconds(3600)));
    taken(t -> t.setEventTime(now.minus(Duration.ofDays(30))));
    Transaction old = TestTransactions.valid();
    old.setEventTime(Instant.parse("1999-01-01T00:00:00Z"));
    Ingest history = TestTransactions.ingest(IngestLimits.DEFAULT.withAnyTime());
    assertThat(history.transaction(TestTransactions.FRAMING.encode(old)))
        .isInstanceOf(Accepted.class);
    old.setEventTime(Instant.ofEpochMilli(Long.MIN_VALUE));
    rejected(
        DeadLetterCode.TIME_OUT_OF_BOUNDS,
        history.transaction(TestTransactions.FRAMING.encode(old)));
  }

  @Test
  void refusesNumbersOutOfTheirRange() {
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setUtcOffsetMinutes(1081));
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setLatitude(90.01));
    refused(DeadLetterCode.INVALID_FIELD, t -> t.setLongitude(Double.NEGATIVE_INFINITY));
    refused(
        DeadLetterCode.INVALID_FIELD,
        t -> t.setSignals(Map.of("velocity", Double.POSITIVE_INFINITY)));
    refused(
        DeadLetterCode.CARD_NUMBER_IN_TEXT,
        t -> t.setSignals(Map.of("velocity", 4111111111111111d)));
    taken(t -> t.setLatitude(Double.NaN));
    taken(t -> t.setSignals(Map.of("velocity", -1.7323e12)));
  }

  @Test
  void refusesPersonalDataInKeptTexts() {
    for (String card :
        new String[] {"4222222222222", "4111111111111111", "no 4111-1111-1111-1111"}) {
      refused(DeadLetterCode.CARD_NUMBER_IN_TEXT, t -> t.setTransactionId(card));
      refused(DeadLetterCode.CARD_NUMBER_IN_TEXT, t -> t.setMerchantId(card));
      refused(DeadLetterCode.CARD_NUMBER_IN_TEXT, t -> t.setTerminalId(card));
    }
    refused(DeadLetterCode.CARD_NUMBER_IN_TEXT, t -> t.setTenant("4111111111111111"));
    refused(DeadLetterCode.EMAIL_IN_TEXT, t -> t.setTerminalId("ann@example.org"));
    refused(DeadLetterCode.TEXT_TOO_LONG, t -> t.setTerminalId("x".repeat(257)));
    taken(t -> t.setTerminalId("x".repeat(256)));
  }

  @Test
  void fieldsCanBeExempt() {
    Transaction t = TestTransactions.valid();
    t.setTransactionId("4111111111111111");
    byte[] message = TestTransactions.FRAMING.encode(t);
    IngestLimits d = IngestLimits.DEFAULT;
    IngestLimits limits =
        new IngestLimits(
            d.mostPast(),
            d.mostFuture(),
            d.mostAmountMinor(),
            d.mostBytes(),
            d.mostTextCharacters(),
            Set.of("transactionId"));

    assertThat(TestTransactions.ingest(limits).transaction(message)).isInstanceOf(Accepted.class);
    rejected(DeadLetterCode.CARD_NUMBER_IN_TEXT, ingest.transaction(message));
  }

  @Test
  void blankOptionalTextsAreAbsent() {
    Transaction t = TestTransactions.valid();
    t.setTerminalId(" ");
    t.setDeviceId("");
    t.setCardholderEmail("  ");
    t.setIpAddress("\t");
    t.setBillingPostcode("");
    TransactionRow row = accepted(t).row();
    for (String slot :
        new String[] {
          "terminalId", "deviceToken", "emailToken", "emailDomain", "ipToken", "billingArea"
        }) {
      assertThat(text(row, slot)).as(slot).isNull();
    }
  }

  private static Outcome outcome() {
    return Outcome.newBuilder()
        .setTransactionId("T-1")
        .setTenant("acme")
        .setOccurredAt(TestTransactions.NOW)
        .build();
  }

  private long hashWith(Consumer<Transaction> change) {
    Transaction t = TestTransactions.valid();
    change.accept(t);
    return accepted(t).contentHash();
  }

  private void taken(Consumer<Transaction> change) {
    hashWith(change);
  }

  private void refused(DeadLetterCode code, Consumer<Transaction> change) {
    Transaction t = TestTransactions.valid();
    change.accept(t);
    rejected(code, ingest.transaction(TestTransactions.FRAMING.encode(t)));
  }

  private static void rejected(DeadLetterCode code, IngestResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> {
              assertThat(r.code()).as(r.message()).isEqualTo(code);
              assertThat(r.message()).doesNotContain("4111").doesNotContain("ann@");
            });
  }

  private Accepted accepted(Transaction t) {
    IngestResult result = ingest.transaction(TestTransactions.FRAMING.encode(t));
    assertThat(result).isInstanceOf(Accepted.class);
    return (Accepted) result;
  }

  private static String text(TransactionRow row, String slot) {
    return row.text(TestTransactions.LAYOUT.index(slot));
  }
}
