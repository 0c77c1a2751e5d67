package io.alcedo.privacy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;

/**
 * Makes the tokens of one key, as {@link Pseudonymiser} describes them, of values where they lie:
 * Tink's function wants each message as an array of its own and copies the half of each result.
 * Reuses its buffers, so it is owned by one thread.
 */
final class TokenMaker {
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] BASE64_URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.US_ASCII);

  private final StartedHmac hmac;
  private final byte[] digest = new byte[StartedHmac.BYTES];
  private final byte[] token = new byte[Pseudonymiser.TOKEN_LENGTH];
  private final int start;

  TokenMaker(int keyId, SecretKey key) {
    this.hmac = StartedHmac.of(key);
    byte[] id = (Keyset.hex(keyId) + '.').getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(id, 0, token, 0, id.length);
    this.start = id.length;
  }

  /**
   * Returns the HMAC of values of a tenant and domain.
   *
   * @param prefix stands for them, as {@link Pseudonymiser#messagePrefix} gives it
   */
  StartedHmac begin(byte[] prefix) {
    return hmac.with(prefix);
  }

  /**
   * Returns the token of a value, in ASCII, in an array that the next token is written to.
   *
   * @param begun what {@link #begin} returned for its tenant and domain
   */
  byte[] token(StartedHmac begun, byte[] value, int from, int to) {
    begun.finish(value, from, to, digest);
    writeBase64((long) BIG_LONG.get(digest, 0), (long) BIG_LONG.get(digest, Long.BYTES));
    return token;
  }

  /** Writes 128 bits as 22 characters behind the key's id. */
  private void writeBase64(long high, long low) {
    byte[] out = token;
    int at = start;
    for (int shift = 58; shift >= 4; shift -= 6) {
      out[at++] = BASE64_URL[(int) (high >>> shift) & 0x3F];
    }
    out[at++] = BASE64_URL[(int) (high << 2 | low >>> 62) & 0x3F];
    for (int shift = 56; shift >= 2; shift -= 6) {
      out[at++] = BASE64_URL[(int) (low >>> shift) & 0x3F];
    }
    out[at] = BASE64_URL[(int) (low << 4) & 0x3F];
  }
}
