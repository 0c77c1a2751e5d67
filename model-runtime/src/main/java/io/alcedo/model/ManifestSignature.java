package io.alcedo.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.sig} holds: an Ed25519 signature of the manifest's exact bytes and the id of
 * the key that made it. There is one way to write it, and nothing else is read:
 *
 * <pre>{@code
 * {"algorithm":"Ed25519","keyId":"0123456789abcdef","signature":"(base64 of 64 bytes)"}
 * }</pre>
 *
 * Immutable.
 */
public final class ManifestSignature {
  /** The file of a bundle's signature. */
  public static final String FILE = "manifest.sig";

  /** The most bytes that a signature's file has. */
  static final int MOST_BYTES = 512;

  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");

  private final String keyId;
  private final byte[] signature;

  /**
   * Checks the form, not the signature.
   *
   * @param keyId 16 hex digits, as {@link SigningKey#keyId}
   * @param signature 64 bytes
   */
  ManifestSignature(String keyId, byte[] signature) {
    if (!KEY_ID.matcher(keyId).matches() || signature.length != Ed25519.SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "A signature has a key id of 16 hex digits and "
              + Ed25519.SIGNATURE_BYTES
              + " bytes: keyId="
              + keyId
              + ", bytes="
              + signature.length);
    }
    this.keyId = keyId;
    this.signature = signature.clone();
  }

  /** Which key is said to have signed. */
  public String keyId() {
    return keyId;
  }

  /** The 64 bytes of the signature; a copy. */
  public byte[] signature() {
    return signature.clone();
  }

  /** Returns the bytes of the file. */
  byte[] toBytes() {
    String text =
        "{\"algorithm\":\""
            + Ed25519.NAME
            + "\",\"keyId\":\""
            + keyId
            + "\",\"signature\":\""
            + Base64.getEncoder().encodeToString(signature)
            + "\"}\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a file's bytes; anything but what {@link #toBytes} writes is BAD_SIGNATURE. */
  static ManifestSignature parse(byte[] bytes) throws BundleException {
    try {
      JsonNode root = ManifestJson.MAPPER.readTree(bytes);
      ManifestSignature read =
          new ManifestSignature(
              root.path("keyId").asText(),
              Base64.getDecoder().decode(root.path("signature").asText()));
      if (Arrays.equals(read.toBytes(), bytes)) {
        return read;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(e);
    }
    throw malformed(null);
  }

  private static BundleException malformed(@Nullable Throwable cause) {
    return new BundleException(
        BundleProblem.BAD_SIGNATURE,
        "A signature's file holds algorithm, keyId and signature, written in the one form: file="
            + FILE,
        cause);
  }
}
