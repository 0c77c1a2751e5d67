package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;
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
  private final Map<String, Map<String, byte[]>> prefixes = new HashMap<>();
  private final KeptTexts texts = new KeptTexts();
  private final byte[] digits = new byte[CardNumbers.MOST_DIGITS];
  private Map<String, byte[]> tenantPrefixes = Map.of();
  private String tenant = "";
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

  KeptTexts texts() {
    return texts;
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

  /** Sets the tenant, which has been checked, for the tokens of this record. */
  void setTenant(String newTenant) {
    if (!newTenant.equals(tenant)) {
      tenant = newTenant;
      if (prefixes.size() >= MOST_TENANTS_KEPT) {
        prefixes.clear();
      }
      tenantPrefixes = prefixes.computeIfAbsent(newTenant, t -> new HashMap<>());
    }
  }

  String token(String domain, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return token(domain, bytes, 0, bytes.length);
  }

  String token(String domain, byte[] value, int from, int to) {
    byte[] prefix = tenantPrefixes.get(domain);
    if (prefix == null) {
      prefix = Pseudonymiser.messagePrefix(domain, tenant);
      tenantPrefixes.put(domain, prefix);
    }
    return tokens.token(prefix, value, from, to);
  }
}
