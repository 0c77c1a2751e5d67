package io.alcedo.training.dataset.dated;

import java.util.Comparator;

/**
 * What a transaction is known by.
 *
 * @param tenant the tenant
 * @param id the platform's id, unique within the tenant
 */
public record TransactionKey(String tenant, String id) implements Comparable<TransactionKey> {
  private static final Comparator<TransactionKey> ORDER =
      Comparator.comparing(TransactionKey::tenant).thenComparing(TransactionKey::id);

  @Override
  public int compareTo(TransactionKey other) {
    return ORDER.compare(this, other);
  }
}
