package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

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

  private static final int KEY_ID_DIGITS = 8;

  private final Keyset keyset;
  private final int keyId;

  private Pseudonymiser(Keyset keyset, int keyId) {
    this.keyset = keyset;
    this.keyId = keyId;
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
    return token(keyId, domain, tenant, value);
  }

  /**
   * Returns the value's tokens under each enabled key, that which makes new ones first: what a
   * search over events from before and after a rotation needs.
   */
  public List<String> tokens(String domain, String tenant, CharSequence value) {
    List<String> tokens = new ArrayList<>();
    tokens.add(token(keyId, domain, tenant, value));
    for (int id : keyset.enabledKeys()) {
      if (id != keyId) {
        tokens.add(token(id, domain, tenant, value));
      }
    }
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

  /** Returns what makes many tokens for one thread. */
  TokenMaker maker() {
    return keyset.tokenMaker(keyId);
  }

  /** Returns what stands in front of a value of this domain and tenant. */
  static byte[] messagePrefix(String domain, String tenant) {
    if (domain.indexOf('|') >= 0 || tenant.indexOf('|') >= 0) {
      throw new IllegalArgumentException("Neither a domain nor a tenant holds a bar");
    }
    return (tenant + '|' + domain + '|').getBytes(StandardCharsets.UTF_8);
  }

  private String token(int id, String domain, String tenant, CharSequence value) {
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    TokenMaker maker = keyset.tokenMaker(id);
    StartedHmac begun = maker.begin(messagePrefix(domain, tenant));
    return new String(maker.token(begun, text, 0, text.length), StandardCharsets.US_ASCII);
  }
}
