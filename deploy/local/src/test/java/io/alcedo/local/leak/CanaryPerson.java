package io.alcedo.local.leak;

import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Somebody made up, all of whose personal data can be recognised wherever it turns up. The e-mail
 * domain, the first six digits of the card, the network of the address and the area of the postcode
 * may turn up.
 *
 * @param number tells persons apart, 0 to 99
 */
public record CanaryPerson(int number) {
  /** Returns the number of the card, 16 digits that pass the Luhn check. */
  public String pan() {
    String digits = "45395787" + String.format(Locale.ROOT, "%07d", 6_362_001 + number * 7_919);
    return digits + checkDigit(digits);
  }

  /** Returns the number of the card as this person writes it. */
  public String writtenPan() {
    return switch (number % 3) {
      case 0 -> pan();
      case 1 -> grouped(" ");
      default -> grouped("-");
    };
  }

  /** Returns a number that differs from the card's by the check digit, which is wrong. */
  public String mistypedPan() {
    String pan = pan();
    return pan.substring(0, 15) + (char) ('0' + (pan.charAt(15) - '0' + 3) % 10);
  }

  private String grouped(String separator) {
    String pan = pan();
    return String.join(
        separator,
        pan.substring(0, 4),
        pan.substring(4, 8),
        pan.substring(8, 12),
        pan.substring(12));
  }

  /** Returns the e-mail address. */
  public String email() {
    return localPart() + "@leak-" + number + ".example";
  }

  private String localPart() {
    return "Zoe.Canary" + number;
  }

  /** Returns the name. */
  public String name() {
    return "Zoë Kanarievogel " + number;
  }

  /** Returns the postcode. */
  public String postcode() {
    return "QX" + number % 10 + "Y " + number / 10 + "ZZ";
  }

  /** Returns the account. */
  public String account() {
    return "account-canary-" + number + "-8c1f";
  }

  /** Returns the payment account reference. */
  public String reference() {
    return "reference-canary-" + number + "-77e0";
  }

  /** Returns the device. */
  public String device() {
    return "device-canary-" + number + "-af83";
  }

  /** Returns the network address, of either version. */
  public String address() {
    return number % 2 == 0 ? "203.0.113." + (100 + number) : "2001:db8:77::beef:" + (1000 + number);
  }

  /** Returns the latitude. */
  public String latitude() {
    return String.format(Locale.ROOT, "%.7f", 48.8583701 + number * 0.0003);
  }

  /** Returns the longitude. */
  public String longitude() {
    return String.format(Locale.ROOT, "%.7f", -2.2944813 - number * 0.0003);
  }

  /** Returns the name of a signal that nothing declares. */
  public String signal() {
    return "canary_heart_rate_" + number;
  }

  /** Returns the value of that signal. */
  public String signalValue() {
    return String.format(Locale.ROOT, "%.5f", 7310.00173 + number * 11);
  }

  /** Returns a good transaction with all that. */
  public Transaction transaction(String id, Instant time) {
    return Transaction.newBuilder()
        .setTransactionId(id)
        .setTenant("acme")
        .setEventTime(time)
        .setUtcOffsetMinutes(60)
        .setAmountMinor(amount(id))
        .setCurrency("EUR")
        .setBaseAmountMinor(amount(id))
        .setAccountId(account())
        .setCardNumber(writtenPan())
        .setCardNumberKind(CardNumberKind.PAN)
        .setAccountReference(reference())
        .setCardholderName(name())
        .setCardholderEmail(email())
        .setCardholderCountry("NL")
        .setBillingPostcode(postcode())
        .setAcquirerId("ACQ-1")
        .setMerchantId("M-" + number % 7)
        .setMerchantCategory("5411")
        .setMerchantCountry("NL")
        .setTerminalId("POS-" + number % 5)
        .setDeviceId(device())
        .setIpAddress(address())
        .setLatitude(Double.parseDouble(latitude()))
        .setLongitude(Double.parseDouble(longitude()))
        .setSignals(Map.of(signal(), Double.parseDouble(signalValue())))
        .build();
  }

  /** Returns everything that may turn up nowhere. */
  public List<String> canaries() {
    return List.of(
        pan(),
        pan().substring(6),
        mistypedPan(),
        email(),
        localPart(),
        name(),
        postcode(),
        account(),
        reference(),
        device(),
        address(),
        latitude(),
        longitude(),
        signal(),
        signalValue());
  }

  /** Small and large ones, always the same of one id. */
  private static long amount(String id) {
    return 1_000 + Math.floorMod(id.hashCode() * 0x9E3779B1L, 99_000L);
  }

  private static char checkDigit(String digits) {
    int sum = 0;
    boolean twice = true;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (twice) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      twice = !twice;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
