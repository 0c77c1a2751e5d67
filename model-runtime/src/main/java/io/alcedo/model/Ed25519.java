package io.alcedo.model;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Ed25519 (RFC 8032) as the Java platform has it. Stateless. */
final class Ed25519 {
  static final String NAME = "Ed25519";
  static final int SIGNATURE_BYTES = 64;

  private static final int KEY_ID_DIGITS = 16;

  private Ed25519() {}

  static KeyPair generate() {
    return generator(new SecureRandom()).generateKeyPair();
  }

  private static KeyPairGenerator generator(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
      generator.initialize(255, random);
      return generator;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  static PublicKey publicKey(byte[] der) throws InvalidKeySpecException {
    PublicKey key = factory().generatePublic(new X509EncodedKeySpec(der));
    if (!Arrays.equals(key.getEncoded(), der)) {
      throw new InvalidKeySpecException("A public key has one encoding only");
    }
    return key;
  }

  /** Reads a secret key and finds the public one that belongs to it. */
  static KeyPair keyPair(byte[] der) throws InvalidKeySpecException {
    PrivateKey secret = factory().generatePrivate(new PKCS8EncodedKeySpec(der));
    byte[] seed =
        secret instanceof EdECPrivateKey key
            ? key.getBytes().orElseThrow(() -> new InvalidKeySpecException("The key has a seed"))
            : new byte[0];
    KeyPair pair = generator(new Seed(seed)).generateKeyPair();
    byte[] probe = {1, 2, 3};
    if (!verifies(pair.getPublic(), probe, sign(secret, probe))) {
      throw new InvalidKeySpecException("The platform makes a public key of a seed");
    }
    return pair;
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key that was checked signs", e);
    }
  }

  static boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** The first 16 hex digits of the SHA-256 of a public key's encoding. */
  static String keyId(PublicKey key) {
    return Digests.sha256(key.getEncoded()).substring(0, KEY_ID_DIGITS);
  }

  private static KeyFactory factory() {
    try {
      return KeyFactory.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform from 15 on has Ed25519", e);
  }

  /**
   * Gives the bytes of a known seed where a generator asks for random ones: the platform has no
   * other way from a secret key to its public one.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("A generator asks for one seed: bytes=" + bytes.length);
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
