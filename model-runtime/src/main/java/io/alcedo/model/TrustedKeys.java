package io.alcedo.model;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of those whose bundles are run. A bundle without a signature by one of them is
 * refused, unless it is stated that any bundle will do: {@link #anyUnsigned()}. Immutable, any
 * thread.
 */
public final class TrustedKeys {
  private static final TrustedKeys ANY = new TrustedKeys(Map.of());

  private final Map<String, PublicKey> byId;

  private TrustedKeys(Map<String, PublicKey> byId) {
    this.byId = Map.copyOf(byId);
  }

  /** Trusts these keys. */
  public static TrustedKeys of(Collection<PublicKey> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("At least one key is trusted, or any bundle will do");
    }
    Map<String, PublicKey> byId = new TreeMap<>();
    keys.forEach(key -> byId.put(Ed25519.keyId(key), key));
    return new TrustedKeys(byId);
  }

  /** Trusts the keys of these files, each an Ed25519 public key (SPKI) in PEM. */
  public static TrustedKeys read(Collection<Path> files) throws KeyFileException {
    Map<String, PublicKey> byId = new TreeMap<>();
    for (Path file : files) {
      PublicKey key = SigningKey.readPublic(file);
      byId.put(Ed25519.keyId(key), key);
    }
    return of(byId.values());
  }

  /**
   * Trusts anyone: signatures are not looked at. For bundles that were made in this process, and
   * where an operator states that unsigned ones are allowed.
   */
  public static TrustedKeys anyUnsigned() {
    return ANY;
  }

  /** The ids of the keys; empty where any bundle will do. */
  public Set<String> keyIds() {
    return byId.keySet();
  }

  /** Whether a bundle needs a signature. */
  public boolean signatureNeeded() {
    return !byId.isEmpty();
  }

  /**
   * Returns the id of the trusted key that signed these bytes of a manifest.
   *
   * @param signature the bytes of the signature's file, null where there is none
   * @throws BundleException UNSIGNED, UNTRUSTED_KEY or BAD_SIGNATURE
   */
  String verify(byte[] manifest, byte @Nullable [] signature) throws BundleException {
    if (signature == null) {
      throw new BundleException(
          BundleProblem.UNSIGNED,
          "A bundle is signed by a trusted key: missing file="
              + ManifestSignature.FILE
              + ", trusted="
              + byId.keySet());
    }
    ManifestSignature signed = ManifestSignature.parse(signature);
    PublicKey key = byId.get(signed.keyId());
    if (key == null) {
      throw new BundleException(
          BundleProblem.UNTRUSTED_KEY,
          "A bundle is signed by a trusted key: signed by="
              + signed.keyId()
              + ", trusted="
              + byId.keySet());
    }
    if (!Ed25519.verifies(key, manifest, signed.signature())) {
      throw new BundleException(
          BundleProblem.BAD_SIGNATURE,
          "The signature is of another manifest, or was not made by its key: keyId="
              + signed.keyId());
    }
    return signed.keyId();
  }
}
