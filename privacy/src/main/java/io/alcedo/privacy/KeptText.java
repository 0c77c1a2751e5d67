package io.alcedo.privacy;

import java.nio.charset.StandardCharsets;

/**
 * Keeps a text as it is, once it is short, free of control characters, and holds neither an e-mail
 * address nor what looks like a card number. A blank optional text is absent.
 *
 * @param field the field's name
 * @param position the field's position in the schema
 * @param slot the text slot to write
 * @param rule what the text must be beyond that
 * @param most the most UTF-16 code units
 * @param searched whether it is searched for personal data
 */
record KeptText(String field, int position, int slot, Rule rule, int most, boolean searched)
    implements FieldStep {
  private static final int MOST_TENANT = 64;

  /** What a kept text must be. */
  enum Rule {
    /** Anything, or absent. */
    ANY,
    /** An id that must be there. */
    ID,
    /** A tenant's name; the pass takes it for the tokens that follow. */
    TENANT,
    /** An ISO 4217 alphabetic code. */
    CURRENCY
  }

  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (!in.present(position)) {
      return;
    }
    byte[] bytes = in.bytes();
    int from = in.start(position);
    int to = in.end(position);
    String text = null;
    boolean blank = false;
    if (!isPlain(bytes, from, to)) {
      text = in.text(position);
      check(text);
      blank = text.isBlank();
    }
    switch (rule) {
      case ANY -> {
        if (blank) {
          return;
        }
      }
      case ID -> {
        if (blank) {
          throw rejected(DeadLetterCode.MISSING_ID, "An id is not blank; send the platform's own");
        }
      }
      case TENANT -> takeTenant(bytes, from, to, pass);
      case CURRENCY -> {
        if (!CurrencyCodes.has(bytes, from, to)) {
          throw rejected(
              DeadLetterCode.UNKNOWN_CURRENCY,
              "A currency is an ISO 4217 alphabetic code, three capital letters");
        }
      }
    }
    if (text == null) {
      out.text(slot, bytes, from, to);
    } else {
      out.text(slot, text);
    }
  }

  /** Returns whether a text needs no string to be checked, as nearly none does. */
  private boolean isPlain(byte[] bytes, int from, int to) {
    return to > from
        && to - from <= most
        && bytes[from] != ' '
        && PersonalDataSearch.needless(bytes, from, to);
  }

  private void check(String text) throws RejectedException {
    if (text.length() > most) {
      throw rejected(
          DeadLetterCode.TEXT_TOO_LONG, "A kept text has at most " + most + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw rejected(DeadLetterCode.INVALID_FIELD, "A kept text has no control characters");
      }
    }
    if (searched) {
      PersonalDataSearch.check(field, text);
    }
  }

  private void takeTenant(byte[] bytes, int from, int to, IngestPass pass)
      throws RejectedException {
    if (pass.isTenant(bytes, from, to)) {
      return;
    }
    boolean valid = from < to && to - from <= MOST_TENANT;
    for (int i = from; valid && i < to; i++) {
      byte c = bytes[i];
      valid =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '.'
              || c == '_'
              || c == '-';
    }
    if (!valid) {
      throw rejected(
          DeadLetterCode.INVALID_TENANT,
          "A tenant is 1 to 64 of letters, digits, dot, underscore and hyphen");
    }
    pass.setTenant(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  private RejectedException rejected(DeadLetterCode code, String rule) {
    return new RejectedException(code, rule + ": field=" + field);
  }
}
