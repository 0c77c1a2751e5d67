package io.alcedo.features.event;

/** What a person or a chargeback says of a transaction. */
public enum Verdict {
  /** It was fraud. */
  FRAUD,
  /** It was not. */
  GENUINE,
  /** An earlier verdict no longer holds, and none takes its place. */
  WITHDRAWN
}
