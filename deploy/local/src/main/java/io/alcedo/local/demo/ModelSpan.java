package io.alcedo.local.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.alcedo.schema.RiskEvent;

/**
 * The transactions that one version of the model decided, in the order in which the broker appended
 * their risk events.
 *
 * @param version of the model
 * @param transactions how many
 * @param first the first of them
 * @param last the last of them
 */
@JsonPropertyOrder({"version", "transactions", "first", "last"})
record ModelSpan(String version, long transactions, Decided first, Decided last) {
  /**
   * One of them.
   *
   * @param transactionId its id
   * @param eventTime its event time, ISO 8601 in UTC
   * @param appendedAtMillis when the broker appended its risk event, milliseconds since 1970
   */
  @JsonPropertyOrder({"transactionId", "eventTime", "appendedAtMillis"})
  record Decided(String transactionId, String eventTime, long appendedAtMillis) {
    private static Decided of(RiskEvent event, long appendedAt) {
      return new Decided(
          event.getTransactionId().toString(), event.getEventTime().toString(), appendedAt);
    }
  }

  /** Finds a span's ends while its risk events are read, in any order. One thread only. */
  static final class Builder {
    private final String version;
    private RiskEvent first;
    private RiskEvent last;
    private long firstAt;
    private long lastAt;
    private long transactions;

    /** Starts with one risk event. */
    Builder(String version, RiskEvent event, long appendedAt) {
      this.version = version;
      this.first = event;
      this.last = event;
      this.firstAt = appendedAt;
      this.lastAt = appendedAt;
    }

    void add(RiskEvent event, long appendedAt) {
      transactions++;
      if (appendedAt < firstAt) {
        first = event;
        firstAt = appendedAt;
      }
      if (appendedAt >= lastAt) {
        last = event;
        lastAt = appendedAt;
      }
    }

    ModelSpan build() {
      return new ModelSpan(
          version, transactions, Decided.of(first, firstAt), Decided.of(last, lastAt));
    }
  }
}
