package io.alcedo.schema.history;

/**
 * What an event of a history is. The order of the constants is their order at the same instant; to
 * change it changes every replayed feature.
 */
public enum HistoryKind {
  /** The label of an earlier transaction became known. */
  LABEL,
  /** The outcome of an earlier transaction became known. */
  OUTCOME,
  /** A transaction was attempted. */
  TRANSACTION
}
