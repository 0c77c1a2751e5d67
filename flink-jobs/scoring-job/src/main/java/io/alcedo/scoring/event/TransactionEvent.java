package io.alcedo.scoring.event;

import io.alcedo.schema.row.TransactionRow;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on its way to a score. Mutable only in its vector and how much of it counts;
 * owned by one operator at a time (see {@link ScoringEvent}).
 */
public final class TransactionEvent implements ScoringEvent {
  private final TransactionRow row;
  private final @Nullable TransactionRow twin;
  private final long idHash;
  private final long contentHash;
  private final Origin origin;
  private final boolean history;
  private float @Nullable [] vector;
  private int plannedFeatures;

  /**
   * Creates an event.
   *
   * @param row the anonymised transaction, whole
   * @param twin the same with the tokens of the key that is still to take over, null where none is
   * @param idHash {@code StableHash.of(tenant, transactionId)}
   * @param contentHash a hash of everything the transaction says, by which a repeated id is told
   *     from a repeated record
   * @param origin where it was read
   * @param history whether it only updates profiles and leads to no output
   * @param vector the feature vector as far as it is computed, null before the first hop
   */
  public TransactionEvent(
      TransactionRow row,
      @Nullable TransactionRow twin,
      long idHash,
      long contentHash,
      Origin origin,
      boolean history,
      float @Nullable [] vector) {
    this.row = row;
    this.twin = twin;
    this.idHash = idHash;
    this.contentHash = contentHash;
    this.origin = origin;
    this.history = history;
    this.vector = vector;
  }

  /** Returns an event without a vector for a row that holds its tenant and transaction id. */
  public static TransactionEvent of(
      TransactionRow row, long contentHash, Origin origin, boolean history) {
    return of(row, null, contentHash, origin, history);
  }

  /** Returns such an event with a twin row, null where no key takes over from another. */
  public static TransactionEvent of(
      TransactionRow row,
      @Nullable TransactionRow twin,
      long contentHash,
      Origin origin,
      boolean history) {
    return new TransactionEvent(row, twin, idHash(row), contentHash, origin, history, null);
  }

  /** Returns the 64-bit hash by which profiles know the row's transaction. */
  public static long idHash(TransactionRow row) {
    return row.textHash(TransactionRow.TENANT, TransactionRow.TRANSACTION_ID);
  }

  @Override
  public TransactionRow row() {
    return row;
  }

  @Override
  public @Nullable TransactionRow twin() {
    return twin;
  }

  /** Returns the 64-bit hash of tenant and transaction id. */
  public long idHash() {
    return idHash;
  }

  /** Returns the hash of all that the transaction says. */
  public long contentHash() {
    return contentHash;
  }

  /** Returns where the transaction was read. */
  public Origin origin() {
    return origin;
  }

  /** Returns whether the transaction only updates profiles and leads to no output. */
  public boolean history() {
    return history;
  }

  /**
   * Returns the feature vector itself, null before the first hop and for history. Whoever is not a
   * hop only reads it.
   */
  public float @Nullable [] vector() {
    return vector;
  }

  /**
   * Returns the feature vector, which an event has behind the first hop.
   *
   * @throws IllegalStateException where there is none
   */
  public float[] requiredVector() {
    float[] present = vector;
    if (present == null) {
      throw new IllegalStateException("A transaction has a vector behind its first hop: " + origin);
    }
    return present;
  }

  /** Gives the event its feature vector; it keeps the array itself. */
  public void setVector(float[] vector) {
    this.vector = vector;
  }

  /**
   * Returns how many leading places of the vector hold what they are to hold; those behind them may
   * be unknown though they are not. Operators hear of a model's own feature set one after the
   * other, so that for a moment one computes places that another one could not. 0 in front of the
   * operator that first says so.
   */
  public int plannedFeatures() {
    return plannedFeatures;
  }

  /** Says how many leading places of the vector count. */
  public void plan(int features) {
    this.plannedFeatures = features;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TransactionEvent event
        && idHash == event.idHash
        && contentHash == event.contentHash
        && history == event.history
        && plannedFeatures == event.plannedFeatures
        && origin.equals(event.origin)
        && row.equals(event.row)
        && Objects.equals(twin, event.twin)
        && Arrays.equals(vector, event.vector);
  }

  @Override
  public int hashCode() {
    return Objects.hash(idHash, contentHash, origin);
  }

  @Override
  public String toString() {
    return "TransactionEvent[" + origin + (history ? ", history]" : "]");
  }
}
