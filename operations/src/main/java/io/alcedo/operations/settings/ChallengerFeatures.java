package io.alcedo.operations.settings;

/** Which features a challenger has that a job trains. */
public enum ChallengerFeatures {
  /** Those of the configured feature set. */
  CONFIGURED,
  /** Those of the champion's feature set, where its bundle carries one. */
  CHAMPION
}
