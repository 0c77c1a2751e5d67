package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes the tokens of one key, as {@link Pseudonymiser} describes them. It keeps a keyed MAC, which
 * takes a value where it lies: Tink's function wants each message as an array of its own and copies
 * the half of each result. Owned by one thread.
 */
final class TokenMaker {
  private static final int DIGEST_BYTES = 32;
  private static final int TOKEN_BYTES = 16;
  private static final byte[] BASE64_URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final Mac mac;
  private final byte[] keyId;
  private final byte[] digest = new byte[DIGEST_BYTES];

  TokenMaker(int keyId, SecretKey key) {
    this.mac = keyed(key);
    this.keyId = (Keyset.hex(keyId) + '.').getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns the token of a value.
   *
   * @param prefix its tenant and domain, as {@link Pseudonymiser#messagePrefix} gives them
   */
  String token(byte[] prefix, byte[] value, int from, int to) {
    mac.update(prefix);
    mac.update(value, from, to - from);
    try {
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A digest of HMAC-SHA-256 has 32 bytes", e);
    }
    byte[] token = new byte[Pseudonymiser.TOKEN_LENGTH];
    System.arraycopy(keyId, 0, token, 0, keyId.length);
    int at = keyId.length;
    int bits = 0;
    int held = 0;
    for (int i = 0; i < TOKEN_BYTES; i++) {
      bits = (bits << 8) | (digest[i] & 0xFF);
      held += 8;
      while (held >= 6) {
        held -= 6;
        token[at++] = BASE64_URL[(bits >>> held) & 0x3F];
      }
    }
    token[at] = BASE64_URL[(bits << (6 - held)) & 0x3F];
    return new String(token, StandardCharsets.ISO_8859_1);
  }

  private static Mac keyed(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("The platform provides HMAC-SHA-256", e);
    }
  }
}
