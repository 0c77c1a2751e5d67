package io.alcedo.model;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;

/**
 * The secret Ed25519 key that vouches for bundles. On disk it is PKCS#8 in PEM, in a file that only
 * its owner can read; the public key that hosts trust lies beside it. Immutable, any thread.
 */
public final class SigningKey {
  /** What the name of a public key's file adds to that of the secret one. */
  public static final String PUBLIC_SUFFIX = ".pub";

  private final KeyPair pair;

  private SigningKey(KeyPair pair) {
    this.pair = pair;
  }

  /** Makes a key that is written nowhere. */
  public static SigningKey generate() {
    return new SigningKey(Ed25519.generate());
  }

  /**
   * Makes a key, its new file and the new file of its public key, which has {@value #PUBLIC_SUFFIX}
   * at the end of its name.
   */
  public static SigningKey create(Path file) throws KeyFileException {
    SigningKey key = generate();
    KeyFile.write(file, KeyFile.SECRET, key.pair.getPrivate().getEncoded());
    try {
      KeyFile.write(publicFile(file), KeyFile.PUBLIC, key.pair.getPublic().getEncoded());
      return key;
    } catch (KeyFileException e) {
      KeyFile.remove(file, e);
      throw e;
    }
  }

  /** Where {@link #create} writes the public key of a secret one. */
  public static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + PUBLIC_SUFFIX);
  }

  /** Reads a secret key's file. */
  public static SigningKey read(Path file) throws KeyFileException {
    byte[] der = KeyFile.read(file, KeyFile.SECRET);
    try {
      return new SigningKey(Ed25519.keyPair(der));
    } catch (InvalidKeySpecException e) {
      throw KeyFile.notAKey(KeyFile.SECRET, file, e);
    }
  }

  /** Reads a public key's file. */
  public static PublicKey readPublic(Path file) throws KeyFileException {
    byte[] der = KeyFile.read(file, KeyFile.PUBLIC);
    try {
      return Ed25519.publicKey(der);
    } catch (InvalidKeySpecException e) {
      throw KeyFile.notAKey(KeyFile.PUBLIC, file, e);
    }
  }

  /** The key that tells whether a signature is this one's. */
  public PublicKey publicKey() {
    return pair.getPublic();
  }

  /** The first 16 hex digits of the SHA-256 of the public key's encoding. */
  public String keyId() {
    return Ed25519.keyId(pair.getPublic());
  }

  /** Signs the exact bytes of a manifest. */
  public ManifestSignature sign(byte[] manifest) {
    return new ManifestSignature(keyId(), Ed25519.sign(pair.getPrivate(), manifest));
  }

  /** Names the key by its id; the secret is never shown. */
  @Override
  public String toString() {
    return "SigningKey[" + keyId() + "]";
  }
}
