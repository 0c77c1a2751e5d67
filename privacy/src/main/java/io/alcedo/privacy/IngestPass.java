package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the steps of one thread's ingest share while they take a record apart: the clock's reading,
 * the tenant, the maker of tokens and buffers. Owned by one thread.
 */
final class IngestPass {
  private static final int MOST_TENANTS_KEPT = 256;

  private final int keyId;
  private final TokenMaker tokens;
  private final Map<String, Map<String, StartedHmac>> begun = new HashMap<>();
  private final byte[] digits = new byte[CardNumbers.MOST_DIGITS];
  private Map<String, StartedHmac> tenantBegun = Map.of();
  private String tenant = "";
  private byte[] tenantBytes = {};
  private long now;
  private long droppedSignals;

  IngestPass(Pseudonymiser pseudonymiser) {
    this.keyId = pseudonymiser.keyId();
    this.tokens = pseudonymiser.maker();
  }

  /** Returns the id of the key that makes this pass's tokens. */
  int keyId() {
    return keyId;
  }

  void begin(long newNow) {
    this.now = newNow;
  }

  long now() {
    return now;
  }

  /** Returns a buffer for the digits of a card number. */
  byte[] digits() {
    return digits;
  }

  void countDroppedSignal() {
    droppedSignals++;
  }

  long droppedSignals() {
    return droppedSignals;
  }

  /** Returns whether this is the tenant that was set last. */
  boolean isTenant(byte[] bytes, int from, int to) {
    return from < to && Arrays.equals(tenantBytes, 0, tenantBytes.length, bytes, from, to);
  }

  /** Sets the tenant, which has been checked, for the tokens of this record. */
  void setTenant(String newTenant) {
    if (!newTenant.equals(tenant)) {
      tenant = newTenant;
      tenantBytes = newTenant.getBytes(StandardCharsets.UTF_8);
      if (begun.size() >= MOST_TENANTS_KEPT) {
        begun.clear();
      }
      tenantBegun = begun.computeIfAbsent(newTenant, t -> new HashMap<>());
    }
  }

  byte[] token(String domain, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return token(domain, bytes, 0, bytes.length);
  }

  /** Returns a token, in ASCII, in an array that the next token is written to. */
  byte[] token(String domain, byte[] value, int from, int to) {
    StartedHmac hmac = tenantBegun.get(domain);
    if (hmac == null) {
      hmac = tokens.begin(Pseudonymiser.messagePrefix(domain, tenant));
      tenantBegun.put(domain, hmac);
    }
    return tokens.token(hmac, value, from, to);
  }
}
