package io.alcedo.schema.privacy;

/** What kind of data a field holds. Schemas name the constants, so none is ever renamed. */
public enum PrivacyClass {
  /** A card's PAN or the platform's token for it. */
  CARD_NUMBER,
  /** An identifier of an account. */
  ACCOUNT_IDENTIFIER,
  /** A person's name. */
  PERSON_NAME,
  /** A way to reach a person: an e-mail address, a telephone number. */
  CONTACT,
  /** An identifier of a person's device or its connection. */
  DEVICE_IDENTIFIER,
  /** Where a person lives or is. */
  PLACE,
  /** An identifier of someone who works for the platform or its operator. */
  STAFF_IDENTIFIER,
  /** A keyed pseudonym of an identifier, or a map of such beside kept business identifiers. */
  PSEUDONYM,
  /**
   * What a person did: times, amounts, outcomes, verdicts. Personal data, though it names nobody.
   */
  BEHAVIOURAL,
  /** Data of businesses: merchants, acquirers, terminals. */
  BUSINESS,
  /** What the service needs to run: ids of records, versions, coordinates. */
  OPERATIONAL,
  /** What the service computed: features, scores, decisions. */
  DERIVED,
  /** A map whose entries have classes of their own, declared by name in the configuration. */
  DECLARED_BY_NAME
}
