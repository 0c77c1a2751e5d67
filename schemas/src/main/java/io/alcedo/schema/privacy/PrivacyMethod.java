package io.alcedo.schema.privacy;

/**
 * How an output is made of a field's value. Schemas name the constants, so none is ever renamed.
 */
public enum PrivacyMethod {
  /** A keyed pseudonym. */
  TOKEN,
  /** The first six digits of a PAN: the issuer. */
  BIN6,
  /** What follows the at sign of an e-mail address. */
  EMAIL_DOMAIN,
  /** The leading part of a postcode. */
  POSTCODE_AREA,
  /** The leading bits of an IP address. */
  IP_NETWORK,
  /** The middle of the grid cell that a coordinate falls into. */
  CELL
}
