package io.alcedo.privacy;

import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Channel;
import io.alcedo.schema.EntryMode;
import io.alcedo.schema.Initiator;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.TransactionType;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.schema.row.RowLayout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Transactions to try ingest with. */
final class TestTransactions {
  static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  static final List<String> SIGNALS = List.of("basket_size", "velocity", "größe");
  static final RowLayout LAYOUT = RowLayout.withSignals(SIGNALS);
  static final SingleObjectFraming FRAMING = new SingleObjectFraming();

  private TestTransactions() {}

  static Ingest ingest() {
    return ingest(IngestLimits.DEFAULT);
  }

  static Ingest ingest(IngestLimits limits) {
    return new Ingest(IngestPolicy.of(LAYOUT, limits), TestKeys.pseudonymiser(), FRAMING, CLOCK);
  }

  static Transaction valid() {
    return Transaction.newBuilder()
        .setTransactionId("T-1")
        .setTenant("acme")
        .setEventTime(NOW.minusSeconds(5))
        .setUtcOffsetMinutes(60)
        .setAmountMinor(1999)
        .setCurrency("EUR")
        .setBaseAmountMinor(2150)
        .setAccountId("A-77")
        .setCardNumber("4111 1111 1111 1111")
        .setCardNumberKind(CardNumberKind.PAN)
        .setAccountReference("PAR-29")
        .setCardholderName("Ann Example")
        .setCardholderEmail(" Ann@Example.ORG ")
        .setCardholderCountry("NL")
        .setBillingPostcode("1012 AB")
        .setAcquirerId("ACQ")
        .setMerchantId("M-1")
        .setMerchantCategory("5411")
        .setMerchantCountry("NL")
        .setTerminalId("POS-9")
        .setEntryMode(EntryMode.CHIP)
        .setChannel(Channel.IN_STORE)
        .setDeviceId("device-4")
        .setIpAddress("192.0.2.77")
        .setLatitude(52.371)
        .setLongitude(4.895)
        .setSignals(Map.of("velocity", 3.5, "undeclared", 1.0))
        .build();
  }

  static Transaction random(Random random) {
    boolean pan = random.nextBoolean();
    return Transaction.newBuilder()
        .setTransactionId("T-" + random.nextInt() + text(random, 8))
        .setTenant("tenant." + random.nextInt(3))
        .setType(pick(random, TransactionType.values()))
        .setInitiator(pick(random, Initiator.values()))
        .setEventTime(NOW.minusMillis(random.nextInt(1_000_000_000)))
        .setUtcOffsetMinutes(maybe(random, random.nextInt(2161) - 1080))
        .setAmountMinor(random.nextInt(1 << random.nextInt(31)))
        .setCurrency(pick(random, new String[] {"EUR", "USD", "JPY", "KWD"}))
        .setBaseAmountMinor(random.nextInt(1 << random.nextInt(31)))
        .setAccountId(maybe(random, pad(random, "A" + text(random, 20))))
        .setCardNumber(pan ? pan(random) : pad(random, "tok-" + text(random, 12)))
        .setCardNumberKind(pan ? CardNumberKind.PAN : CardNumberKind.OPAQUE_TOKEN)
        .setAccountReference(maybe(random, text(random, 3)))
        .setCardholderName(maybe(random, text(random, 40)))
        .setCardholderEmail(maybe(random, pad(random, "Zoë." + text(random, 4) + "@Mail.Example")))
        .setCardholderCountry(maybe(random, "GB"))
        .setBillingPostcode(maybe(random, pad(random, "SW1A 1AA")))
        .setAcquirerId(maybe(random, "ACQ" + random.nextInt(4)))
        .setMerchantId(maybe(random, "M" + random.nextInt(50)))
        .setMerchantCategory(maybe(random, "" + (1000 + random.nextInt(9000))))
        .setMerchantCountry(maybe(random, text(random, 1)))
        .setTerminalId(maybe(random, text(random, 30)))
        .setEntryMode(pick(random, EntryMode.values()))
        .setChannel(pick(random, Channel.values()))
        .setDeviceId(maybe(random, text(random, 100)))
        .setIpAddress(
            maybe(random, pick(random, new String[] {"10.1.2.3", "2001:DB8::7", "nonsense", " "})))
        .setLatitude(maybe(random, random.nextDouble() * 180 - 90))
        .setLongitude(maybe(random, random.nextDouble() * 360 - 180))
        .setOriginalTransactionId(maybe(random, text(random, 10)))
        .setSignals(signals(random))
        .build();
  }

  static String pan(Random random) {
    StringBuilder digits = new StringBuilder("4");
    int length = 15 + random.nextInt(2);
    while (digits.length() < length - 1) {
      digits.append(random.nextInt(10));
    }
    for (char check = '0'; check <= '9'; check++) {
      byte[] card =
          (digits.toString() + check).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      if (CardNumbers.luhn(card, 0, card.length)) {
        digits.append(check);
        break;
      }
    }
    if (random.nextBoolean()) {
      digits.insert(12, '-').insert(8, ' ').insert(4, ' ');
    }
    return pad(random, digits.toString());
  }

  private static Map<String, Double> signals(Random random) {
    Map<String, Double> signals = new HashMap<>();
    for (String name : SIGNALS) {
      if (random.nextInt(3) == 0) {
        signals.put(name, random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian());
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      signals.put("other" + i, random.nextDouble());
    }
    return signals;
  }

  /** A text without anything that ingest would refuse: letters of several scripts. */
  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(pick(random, new String[] {"a", "Q", "-", "ß", "Ω", "語", "😀", " "}));
    }
    return text.toString();
  }

  private static String pad(Random random, String text) {
    return random.nextInt(3) == 0 ? " " + text + "\t" : text;
  }

  private static <T> T maybe(Random random, T value) {
    return random.nextInt(4) == 0 ? null : value;
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
