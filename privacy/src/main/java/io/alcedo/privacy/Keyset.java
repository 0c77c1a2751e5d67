package io.alcedo.privacy;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secret keys that make pseudonyms: a Tink keyset of HMAC-SHA-256 PRF keys, of which the
 * primary makes new tokens and the other enabled ones still make the tokens of before a rotation.
 * Immutable and thread-safe; its text never shows key material.
 */
public final class Keyset {
  private static final int LEAST_KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A key without its material.
   *
   * @param id the id as tokens carry it: 8 hex digits
   * @param status ENABLED, DISABLED or DESTROYED
   * @param primary whether it makes new tokens
   * @param type the kind of key, such as HMAC_SHA256_PRF
   */
  public record KeyInfo(String id, String status, boolean primary, String type) {}

  private final KeysetHandle handle;
  private final Map<Integer, SecretKey> keys;
  private final int primaryKeyId;
  private final @Nullable KeyRotation rotation;

  static {
    try {
      PrfConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Keyset(KeysetHandle handle, @Nullable KeyRotation rotation) {
    this.handle = handle;
    this.rotation = rotation;
    this.keys = keys(handle);
    this.primaryKeyId = handle.getPrimary().getId();
  }

  @AccessesPartialKey
  private static Map<Integer, SecretKey> keys(KeysetHandle handle) {
    Map<Integer, SecretKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      if (entry.getStatus().equals(KeyStatus.ENABLED) && entry.getKey() instanceof HmacPrfKey key) {
        byte[] bytes = key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
        keys.put(entry.getId(), new SecretKeySpec(bytes, "HmacSHA256"));
      }
    }
    return keys;
  }

  /** Returns a new keyset with one random 256-bit key. */
  public static Keyset generate() {
    try {
      KeysetHandle handle =
          KeysetHandle.newBuilder()
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(parameters(LEAST_KEY_BYTES))
                      .withRandomId()
                      .makePrimary())
              .build();
      return new Keyset(handle, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The platform provides HMAC-SHA-256", e);
    }
  }

  /**
   * Returns a keyset of one stated key, for tokens that must come out the same in every run of
   * something that leaves none behind. The key is as secret as what it is made of.
   *
   * @param key at least 32 bytes
   */
  @AccessesPartialKey
  public static Keyset of(byte[] key) {
    if (key.length < LEAST_KEY_BYTES) {
      throw new IllegalArgumentException(
          "A key has at least " + LEAST_KEY_BYTES + " bytes: bytes=" + key.length);
    }
    try {
      HmacPrfKey prfKey =
          HmacPrfKey.builder()
              .setParameters(parameters(key.length))
              .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
              .build();
      KeysetHandle handle =
          KeysetHandle.newBuilder()
              .addEntry(KeysetHandle.importKey(prfKey).withFixedId(1).makePrimary())
              .build();
      return new Keyset(handle, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The platform provides HMAC-SHA-256", e);
    }
  }

  /**
   * Reads a cleartext keyset in Tink's JSON format, beside whose fields a rotation may stand.
   *
   * @param source where the text comes from, for messages
   * @throws KeysetException where it is no keyset, or one that makes no tokens
   */
  public static Keyset parse(String json, String source) throws KeysetException {
    KeysetFormat.Parts parts = KeysetFormat.split(json, source);
    KeysetHandle handle;
    try {
      handle = TinkJsonProtoKeysetFormat.parseKeyset(parts.keys(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause is left out: a parser's message may quote the text, which is secret.
      throw new KeysetException(
          KeysetException.Code.MALFORMED,
          "A keyset is a cleartext Tink keyset in JSON with a primary key; make one with "
              + "'alcedo keys create': source="
              + source);
    }
    check(handle, source);
    Keyset keyset = new Keyset(handle, parts.rotation());
    keyset.checkRotation(source);
    return keyset;
  }

  private static void check(KeysetHandle handle, String source) throws KeysetException {
    boolean primary = false;
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      if (!entry.getStatus().equals(KeyStatus.ENABLED)) {
        continue;
      }
      primary |= entry.isPrimary();
      if (!(entry.getKey() instanceof HmacPrfKey key)
          || !key.getParameters().getHashType().equals(HmacPrfParameters.HashType.SHA256)) {
        throw new KeysetException(
            KeysetException.Code.WRONG_TYPE,
            "Each enabled key is an HMAC_SHA256_PRF key: key="
                + hex(entry.getId())
                + ", source="
                + source);
      }
      if (key.getParameters().getKeySizeBytes() < LEAST_KEY_BYTES) {
        throw new KeysetException(
            KeysetException.Code.TOO_SHORT,
            "Each enabled key has at least 32 bytes: key="
                + hex(entry.getId())
                + ", bytes="
                + key.getParameters().getKeySizeBytes()
                + ", source="
                + source);
      }
    }
    if (!primary) {
      throw new KeysetException(
          KeysetException.Code.NO_PRIMARY,
          "A keyset has an enabled primary key; enable one: source=" + source);
    }
  }

  private void checkRotation(String source) throws KeysetException {
    KeyRotation last = rotation;
    if (last == null) {
      return;
    }
    String primary = last.running() ? last.from() : last.to();
    if (!hex(primaryKeyId).equals(primary) || !holds(last.running() ? last.to() : primary)) {
      throw new KeysetException(
          KeysetException.Code.NO_SUCH_KEY,
          "A keyset holds the keys that its rotation names, the one in force as its primary:"
              + " from="
              + last.from()
              + ", to="
              + last.to()
              + ", source="
              + source);
    }
  }

  /** Returns the last change of the key, or null where there was none. */
  public @Nullable KeyRotation rotation() {
    return rotation;
  }

  /** Returns whether the keyset can make tokens under a key. */
  public boolean holds(String key) {
    return keys.containsKey(HexFormat.fromHexDigits(key));
  }

  /** Returns what may be shown of each key, in the keyset's order. */
  public List<KeyInfo> inspect() {
    List<KeyInfo> infos = new ArrayList<>();
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      String type =
          entry.getKey() instanceof HmacPrfKey key
              ? "HMAC_" + key.getParameters().getHashType() + "_PRF"
              : entry.getKey().getClass().getSimpleName();
      infos.add(
          new KeyInfo(hex(entry.getId()), entry.getStatus().toString(), entry.isPrimary(), type));
    }
    return List.copyOf(infos);
  }

  /** Returns the id of the key that makes new tokens. */
  public int primaryKeyId() {
    return primaryKeyId;
  }

  /** Returns the ids of the enabled keys, in the keyset's order. */
  Set<Integer> enabledKeys() {
    return Collections.unmodifiableSet(keys.keySet());
  }

  /** Returns what makes tokens under an enabled key for one thread. */
  TokenMaker tokenMaker(int keyId) {
    return new TokenMaker(keyId, Objects.requireNonNull(keys.get(keyId)));
  }

  /** Returns this keyset with one more random key, its last, which is not the primary. */
  Keyset withNewKey() {
    return changed(
        builder -> {
          byte mark = ContentHash.keyMark(primaryKeyId);
          int id;
          do {
            id = RANDOM.nextInt();
          } while (id == 0 || keys.containsKey(id) || ContentHash.keyMark(id) == mark);
          builder.addEntry(
              KeysetHandle.generateEntryFromParameters(parameters(LEAST_KEY_BYTES))
                  .withFixedId(id));
        },
        rotation);
  }

  /** Returns the id of the last key. */
  String newestKey() {
    return hex(handle.getAt(handle.size() - 1).getId());
  }

  /** Returns this keyset with another primary key. */
  Keyset withPrimary(String key) {
    return changed(builder -> builder.getAt(position(key)).makePrimary(), rotation);
  }

  /** Returns this keyset without a key, which is not the primary. */
  Keyset without(String key) {
    return changed(builder -> builder.deleteAt(position(key)), rotation);
  }

  /** Returns these keys with another rotation. */
  Keyset withRotation(@Nullable KeyRotation other) {
    return changed(builder -> {}, other);
  }

  private int position(String key) {
    for (int i = 0; i < handle.size(); i++) {
      if (hex(handle.getAt(i).getId()).equals(key)) {
        return i;
      }
    }
    throw new IllegalArgumentException("A keyset holds the key that is changed: key=" + key);
  }

  private Keyset changed(Change change, @Nullable KeyRotation other) {
    try {
      KeysetHandle.Builder builder = KeysetHandle.newBuilder(handle);
      change.apply(builder);
      return new Keyset(builder.build(), other);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset of usable keys stays one", e);
    }
  }

  private static HmacPrfParameters parameters(int bytes) throws GeneralSecurityException {
    return HmacPrfParameters.builder()
        .setKeySizeBytes(bytes)
        .setHashType(HmacPrfParameters.HashType.SHA256)
        .build();
  }

  /** Changes what a keyset is built of. */
  @FunctionalInterface
  private interface Change {
    void apply(KeysetHandle.Builder builder) throws GeneralSecurityException;
  }

  /** Returns the keyset with its secret keys, to be written where only its owner can read it. */
  String toSecretJson() {
    try {
      return KeysetFormat.join(
          new KeysetFormat.Parts(
              TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get()),
              rotation));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A keyset of registered key types can be written", e);
    }
  }

  static String hex(int keyId) {
    return HexFormat.of().toHexDigits(keyId);
  }

  @Override
  public String toString() {
    return "Keyset" + inspect() + (rotation == null ? "" : rotation.toString());
  }
}
