package io.alcedo.privacy;

import com.google.crypto.tink.prf.Prf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Makes keyed pseudonyms: equal values of one domain and tenant have equal tokens, and nobody
 * without the keyset can tell the value of a token or test a guess (unlike a plain hash: a BIN and
 * four last digits leave 100,000 candidates).
 *
 * <p>A token is 8 hex digits of the key's id, a dot, and 22 base64url characters: the first 128
 * bits of HMAC-SHA-256 over {@code tenant|domain|value} in UTF-8. Tenant and domain hold no bar, so
 * no two inputs make the same text. Immutable and thread-safe.
 */
public final class Pseudonymiser {
  /** Characters of a token. */
  public static final int TOKEN_LENGTH = 31;

  private static final int PRF_BYTES = 16;
  private static final int KEY_ID_DIGITS = 8;
  private static final byte[] BASE64_URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final Keyset keyset;
  private final int keyId;
  private final Prf primary;
  private final byte[] primaryPrefix;

  private Pseudonymiser(Keyset keyset, int keyId) {
    this.keyset = keyset;
    this.keyId = keyId;
    this.primary = Objects.requireNonNull(keyset.prfs().get(keyId));
    this.primaryPrefix = prefix(keyId);
  }

  /** Returns the pseudonymiser that makes tokens under the primary key of this keyset. */
  public static Pseudonymiser of(Keyset keyset) {
    return new Pseudonymiser(keyset, keyset.primaryKeyId());
  }

  /**
   * Returns the pseudonymiser that makes tokens under a key of this keyset.
   *
   * @param key the key's id, as tokens carry it
   * @throws KeysetException NO_SUCH_KEY where the keyset lacks it
   */
  public static Pseudonymiser of(Keyset keyset, String key) throws KeysetException {
    if (!keyset.holds(key)) {
      throw new KeysetException(
          KeysetException.Code.NO_SUCH_KEY,
          "The keyset holds the key that the job was started with; start the job anew with this"
              + " keyset: key="
              + key
              + ", keyset="
              + keyset.inspect());
    }
    return new Pseudonymiser(keyset, HexFormat.fromHexDigits(key));
  }

  /** Returns the key that a text shaped like a token names, and nothing for any other text. */
  public static String keyOf(String token) {
    return token.length() == TOKEN_LENGTH && token.charAt(KEY_ID_DIGITS) == '.'
        ? token.substring(0, KEY_ID_DIGITS)
        : "";
  }

  /** Returns the id of the key that makes new tokens. */
  public int keyId() {
    return keyId;
  }

  /**
   * Returns the token of a value, which has been normalised for its domain.
   *
   * @throws IllegalArgumentException where the domain or tenant holds a bar
   */
  public String token(String domain, String tenant, CharSequence value) {
    return token(primary, primaryPrefix, message(domain, tenant, value));
  }

  /**
   * Returns the value's tokens under each enabled key, that which makes new ones first: what a
   * search over events from before and after a rotation needs.
   */
  public List<String> tokens(String domain, String tenant, CharSequence value) {
    byte[] message = message(domain, tenant, value);
    List<String> tokens = new ArrayList<>();
    tokens.add(token(primary, primaryPrefix, message));
    keyset
        .prfs()
        .forEach(
            (id, prf) -> {
              if (id != keyId) {
                tokens.add(token(prf, prefix(id), message));
              }
            });
    return tokens;
  }

  /**
   * Returns the token that ingest makes of a card: of a PAN or of any card of 12 to 19 digits,
   * written with or without spaces and hyphens, and of the platform's opaque token.
   */
  public String cardToken(String tenant, String card) {
    return token(IngestPolicy.CARD_DOMAIN, tenant, CardNumbers.normalised(card));
  }

  /** Returns the card's tokens under each enabled key, that of the primary first. */
  public List<String> cardTokens(String tenant, String card) {
    return tokens(IngestPolicy.CARD_DOMAIN, tenant, CardNumbers.normalised(card));
  }

  /** Returns the token of a message that already has its tenant and domain in front. */
  String token(byte[] message) {
    return token(primary, primaryPrefix, message);
  }

  /** Returns what stands in front of a value of this domain and tenant. */
  static byte[] messagePrefix(String domain, String tenant) {
    if (domain.indexOf('|') >= 0 || tenant.indexOf('|') >= 0) {
      throw new IllegalArgumentException("Neither a domain nor a tenant holds a bar");
    }
    return (tenant + '|' + domain + '|').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] message(String domain, String tenant, CharSequence value) {
    byte[] prefix = messagePrefix(domain, tenant);
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[prefix.length + text.length];
    System.arraycopy(prefix, 0, message, 0, prefix.length);
    System.arraycopy(text, 0, message, prefix.length, text.length);
    return message;
  }

  private static byte[] prefix(int keyId) {
    return (Keyset.hex(keyId) + '.').getBytes(StandardCharsets.US_ASCII);
  }

  private static String token(Prf prf, byte[] prefix, byte[] message) {
    byte[] digest;
    try {
      digest = prf.compute(message, PRF_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("An HMAC-SHA-256 key makes 16 bytes", e);
    }
    byte[] token = new byte[TOKEN_LENGTH];
    System.arraycopy(prefix, 0, token, 0, KEY_ID_DIGITS + 1);
    int at = KEY_ID_DIGITS + 1;
    int bits = 0;
    int held = 0;
    for (byte b : digest) {
      bits = (bits << 8) | (b & 0xFF);
      held += 8;
      while (held >= 6) {
        held -= 6;
        token[at++] = BASE64_URL[(bits >>> held) & 0x3F];
      }
    }
    token[at] = BASE64_URL[(bits << (6 - held)) & 0x3F];
    return new String(token, StandardCharsets.ISO_8859_1);
  }
}
