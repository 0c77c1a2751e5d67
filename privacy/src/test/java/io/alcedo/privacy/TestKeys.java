package io.alcedo.privacy;

/** Keysets with known keys: never used for anything but tests. */
final class TestKeys {
  static final String JSON =
      """
      {"primaryKeyId": 1144201745, "key": [{
        "keyData": {
          "typeUrl": "type.googleapis.com/google.crypto.tink.HmacPrfKey",
          "value": "%s",
          "keyMaterialType": "SYMMETRIC"},
        "status": "ENABLED", "keyId": 1144201745, "outputPrefixType": "RAW"}]}
      """;

  /** The 32 bytes 00 01 02 ... 1f. */
  static final byte[] KEY = new byte[32];

  static {
    for (int i = 0; i < KEY.length; i++) {
      KEY[i] = (byte) i;
    }
  }

  private TestKeys() {}

  /** The proto HmacPrfKey: params {hash: SHA256 = 3} as field 2, key_value as field 3. */
  static String json(int hash, byte[] key) {
    byte[] proto = new byte[6 + key.length];
    proto[0] = 0x12;
    proto[1] = 2;
    proto[2] = 0x08;
    proto[3] = (byte) hash;
    proto[4] = 0x1a;
    proto[5] = (byte) key.length;
    System.arraycopy(key, 0, proto, 6, key.length);
    return JSON.formatted(java.util.Base64.getEncoder().encodeToString(proto));
  }

  static String json() {
    return json(3, KEY);
  }

  static Keyset keyset() {
    try {
      return Keyset.parse(json(), "test");
    } catch (KeysetException e) {
      throw new AssertionError(e);
    }
  }

  static Pseudonymiser pseudonymiser() {
    return Pseudonymiser.of(keyset());
  }
}
