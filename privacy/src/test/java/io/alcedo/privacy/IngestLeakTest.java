package io.alcedo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.privacy.IngestResult.Accepted;
import io.alcedo.privacy.IngestResult.Rejected;
import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.bytes.RecordBytes;
import io.alcedo.schema.row.RowCodec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Personal data that ingest was given is in nothing that it gives back. */
class IngestLeakTest {
  private static final List<String> CANARIES =
      List.of(
          "4539578763621486",
          "zoe.canary@leak.example",
          "Zoe Kanarievogel",
          "QX9Y 7ZZ",
          "account-canary-1",
          "reference-canary-2",
          "device-canary-3",
          "203.0.113.199");

  private final LeakCheck check = LeakCheck.of(CANARIES);
  private final Ingest ingest = TestTransactions.ingest();

  @Test
  void rowsHoldNoCanary() throws Exception {
    assertThat(check.search(TestTransactions.FRAMING.encode(canary())))
        .as("the test itself has its canaries")
        .hasSizeGreaterThanOrEqualTo(CANARIES.size());

    Accepted accepted = (Accepted) ingest.transaction(TestTransactions.FRAMING.encode(canary()));

    assertThat(check.search(encoded(accepted))).isEmpty();
    assertThat(check.search(accepted.toString())).isEmpty();
    assertThat(SlowReference.values(TestTransactions.LAYOUT, accepted.row()))
        .containsKeys("cardToken", "emailToken", "deviceToken", "accountToken", "ipToken");
  }

  @Test
  void opaqueTokensAreReplacedToo() throws Exception {
    Transaction t = canary();
    t.setCardNumberKind(CardNumberKind.OPAQUE_TOKEN);
    Accepted accepted = (Accepted) ingest.transaction(TestTransactions.FRAMING.encode(t));
    assertThat(check.search(encoded(accepted))).isEmpty();
  }

  @Test
  void canariesInKeptTextsAreRefusedWithoutBeingNamed() {
    for (String canary : List.of("4539578763621486", "4539 5787 6362 1486", CANARIES.get(1))) {
      for (String field :
          List.of(
              "transactionId",
              "tenant",
              "currency",
              "cardholderCountry",
              "acquirerId",
              "merchantId",
              "merchantCategory",
              "merchantCountry",
              "terminalId",
              "originalTransactionId")) {
        Transaction t = canary();
        t.put(field, "a " + canary);
        IngestResult result = ingest.transaction(TestTransactions.FRAMING.encode(t));
        assertThat(result)
            .isInstanceOfSatisfying(
                Rejected.class,
                r -> {
                  assertThat(check.search(r.message())).isEmpty();
                  assertThat(r.message()).contains(field);
                });
      }
    }
  }

  @Test
  void brokenRecordsLeakNothing() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] valid = TestTransactions.FRAMING.encode(canary());
    for (int i = 0; i < 5_000; i++) {
      byte[] message = IngestFuzzTest.mutate(valid, 0, random);
      IngestResult result = ingest.transaction(message);
      byte[] out =
          result instanceof Accepted accepted
              ? encoded(accepted)
              : ((Rejected) result).message().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      assertThat(check.search(out)).as("seed %d, round %d", seed, i).isEmpty();
    }
  }

  private static Transaction canary() {
    Transaction t = TestTransactions.valid();
    t.setCardNumber(CANARIES.get(0));
    t.setCardholderEmail(CANARIES.get(1));
    t.setCardholderName(CANARIES.get(2));
    t.setBillingPostcode(CANARIES.get(3));
    t.setAccountId(CANARIES.get(4));
    t.setAccountReference(CANARIES.get(5));
    t.setDeviceId(CANARIES.get(6));
    t.setIpAddress(CANARIES.get(7));
    t.setSignals(Map.of(CANARIES.get(2), 1.0));
    return t;
  }

  private static byte[] encoded(Accepted accepted) {
    RecordBytes bytes = new RecordBytes();
    new RowCodec(TestTransactions.LAYOUT).write(accepted.row(), bytes);
    return bytes.toByteArray();
  }
}
