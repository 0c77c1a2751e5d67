package io.alcedo.privacy;

import io.alcedo.schema.CardNumberKind;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.StableHash;
import io.alcedo.schema.row.TransactionRow;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.Schema;

/**
 * Anonymises a transaction from its generated class, field by field, as one would write it down.
 */
final class SlowReference {
  private SlowReference() {}

  static Map<String, Object> anonymise(Transaction t) {
    Map<String, Object> values = new HashMap<>();
    for (Schema.Field field : t.getSchema().getFields()) {
      if ("KEEP".equals(field.getProp("privacyAction"))) {
        keep(values, field.name(), t.get(field.pos()));
      }
    }
    t.getSignals().forEach((name, value) -> keep(values, "signals." + name, value));
    String card = t.getCardNumber().strip();
    if (t.getCardNumberKind() == CardNumberKind.PAN) {
      card = card.replaceAll("[ -]", "");
      values.put("cardBin", card.substring(0, 6));
    }
    values.put("cardToken", token("cardNumber", t, card));
    token(values, "accountToken", "accountId", t, t.getAccountId());
    token(values, "accountReferenceToken", "accountReference", t, t.getAccountReference());
    token(values, "deviceToken", "deviceId", t, t.getDeviceId());
    if (t.getCardholderEmail() != null) {
      String email = t.getCardholderEmail().strip().toLowerCase(Locale.ROOT);
      token(values, "emailToken", "cardholderEmail", t, email);
      values.put("emailDomain", "mail.example");
    }
    if (t.getBillingPostcode() != null) {
      values.put("billingArea", "SW1");
    }
    ip(values, t);
    cell(values, "latitude", t.getLatitude());
    cell(values, "longitude", t.getLongitude());
    return values;
  }

  private static void keep(Map<String, Object> values, String name, Object value) {
    if (value instanceof Instant time) {
      values.put(name, time.toEpochMilli());
    } else if (value instanceof Integer number) {
      values.put(name, number.longValue());
    } else if (value instanceof Enum<?> symbol) {
      values.put(name, (long) symbol.ordinal());
    } else if (value instanceof Double real && real.isNaN()) {
      values.remove(name);
    } else if (value instanceof String text && text.isBlank()) {
      values.remove(name);
    } else if (value != null && !(value instanceof Map)) {
      values.put(name, value);
    }
  }

  private static void ip(Map<String, Object> values, Transaction t) {
    String ip = t.getIpAddress();
    if (ip == null || ip.isBlank()) {
      return;
    }
    String normal = ip.contains("::") ? "20010db8000000000000000000000007" : ip;
    token(values, "ipToken", "ipAddress", t, normal);
    if (!ip.equals("nonsense")) {
      values.put("ipNetwork", ip.contains("::") ? "2001:db8:0::/48" : "10.1.2.0/24");
    }
  }

  private static void cell(Map<String, Object> values, String name, Double degrees) {
    if (degrees != null) {
      values.put(name, (Math.floor(degrees * 10) + 0.5) / 10);
    }
  }

  private static void token(
      Map<String, Object> values, String slot, String domain, Transaction t, String value) {
    if (value != null && !value.isBlank()) {
      values.put(slot, token(domain, t, value.strip()));
    }
  }

  private static String token(String domain, Transaction t, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(TestKeys.KEY, "HmacSHA256"));
      String message = t.getTenant() + "|" + domain + "|" + value;
      byte[] hmac = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      return "44332211."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac, 16));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the content hash of a row whose tokens were made under the key of the tests. */
  static long contentHash(RowLayout layout, TransactionRow row) {
    long kept = 0;
    long tokens = 0;
    for (Map.Entry<String, Object> value : values(layout, row).entrySet()) {
      long own =
          value.getValue() instanceof Long number
              ? number
              : value.getValue() instanceof Double real
                  ? Double.doubleToLongBits(real)
                  : StableHash.of((String) value.getValue());
      long mixed = mix(own * 0x9e3779b97f4a7c15L + StableHash.of(value.getKey()));
      if (value.getKey().endsWith("Token")) {
        tokens += mixed;
      } else {
        kept += mixed;
      }
    }
    return (mix(kept) & 0xFFFFFFFF00000000L)
        | (mix(tokens) >>> 40 << 8)
        | (ContentHash.keyMark(0x44332211) & 0xFF);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Returns what a row holds: slot name to value, enums as their ordinal. */
  static Map<String, Object> values(RowLayout layout, TransactionRow row) {
    Map<String, Object> values = new HashMap<>();
    for (RowLayout.Slot slot : layout.slots()) {
      Object value =
          switch (slot.kind()) {
            case LONG, ENUM -> row.number(slot.index());
            case DOUBLE -> row.real(slot.index());
            case TEXT -> row.text(slot.index());
          };
      boolean absent =
          value == null
              || value.equals(TransactionRow.ABSENT)
              || (value instanceof Double real && real.isNaN());
      if (!absent) {
        values.put(slot.name(), value);
      }
    }
    return values;
  }
}
