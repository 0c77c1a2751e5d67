package io.alcedo.schema.privacy;

/** What anonymising does to a field. Schemas name the constants, so none is ever renamed. */
public enum PrivacyAction {
  /** Passes the value on as it is. */
  KEEP,
  /** Replaces an identifier by keyed pseudonyms and by parts of it that many share. */
  PSEUDONYMISE,
  /** Replaces the value by a coarser one that many share. */
  GENERALISE,
  /** Forgets the value. */
  DROP
}
