package io.alcedo.privacy;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA-256 (RFC 2104) under one key, begun with what many messages begin with. The key's two
 * blocks are digested once and their states copied for each message, which takes half of the
 * compressions of a {@link javax.crypto.Mac}: that one digests them anew each time. Immutable and
 * thread-safe.
 */
final class StartedHmac {
  /** Bytes of a result. */
  static final int BYTES = 32;

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5C;

  private final MessageDigest inner;
  private final MessageDigest outer;

  private StartedHmac(MessageDigest inner, MessageDigest outer) {
    this.inner = inner;
    this.outer = outer;
  }

  /** Begins the HMAC of a key. */
  static StartedHmac of(SecretKey key) {
    try {
      byte[] secret = key.getEncoded();
      byte[] block =
          Arrays.copyOf(
              secret.length > BLOCK_BYTES
                  ? MessageDigest.getInstance("SHA-256").digest(secret)
                  : secret,
              BLOCK_BYTES);
      StartedHmac started = new StartedHmac(padded(block, INNER_PAD), padded(block, OUTER_PAD));
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(block, (byte) 0);
      return started;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The platform provides SHA-256", e);
    }
  }

  private static MessageDigest padded(byte[] key, byte pad) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte next : key) {
      digest.update((byte) (next ^ pad));
    }
    return digest;
  }

  /** Returns the HMAC of messages that go on with these bytes. */
  StartedHmac with(byte[] start) {
    MessageDigest further = copy(inner);
    further.update(start);
    return new StartedHmac(further, outer);
  }

  /**
   * Writes the HMAC of the message that ends with this part of an array.
   *
   * @param result takes the {@link #BYTES} bytes
   */
  void finish(byte[] value, int from, int to, byte[] result) {
    try {
      MessageDigest digest = copy(inner);
      digest.update(value, from, to - from);
      digest.digest(result, 0, BYTES);
      digest = copy(outer);
      digest.update(result, 0, BYTES);
      digest.digest(result, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("A digest of SHA-256 has 32 bytes", e);
    }
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The platform's SHA-256 can be copied", e);
    }
  }
}
