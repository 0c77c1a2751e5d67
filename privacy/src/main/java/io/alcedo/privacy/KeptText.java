package io.alcedo.privacy;

import io.alcedo.schema.row.TransactionRow;
import java.util.Currency;
import java.util.HashSet;
import java.util.Set;

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
 * @param recurring whether values are likely to come again
 */
record KeptText(
    String field, int position, int slot, Rule rule, int most, boolean searched, boolean recurring)
    implements FieldStep {
  private static final Set<String> CURRENCIES = currencies();
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
  public void apply(RecordScan in, IngestPass pass, TransactionRow out) throws RejectedException {
    if (!in.present(position)) {
      return;
    }
    String text = text(in, pass);
    switch (rule) {
      case ANY -> {
        if (text.isBlank()) {
          return;
        }
      }
      case ID -> {
        if (text.isBlank()) {
          throw rejected(DeadLetterCode.MISSING_ID, "An id is not blank; send the platform's own");
        }
      }
      case TENANT -> {
        checkTenant(text);
        pass.setTenant(text);
      }
      case CURRENCY -> {
        if (!CURRENCIES.contains(text)) {
          throw rejected(
              DeadLetterCode.UNKNOWN_CURRENCY,
              "A currency is an ISO 4217 alphabetic code, three capital letters");
        }
      }
    }
    out.setText(slot, text);
  }

  private String text(RecordScan in, IngestPass pass) throws RejectedException {
    byte[] bytes = in.bytes();
    int from = in.start(position);
    int to = in.end(position);
    boolean cached = recurring && in.ascii(position);
    String known = cached ? pass.texts().find(bytes, from, to) : null;
    if (known != null && known.length() <= most) {
      return known;
    }
    String text = in.text(position);
    check(text);
    if (cached) {
      pass.texts().put(bytes, from, to, text);
    }
    return text;
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

  private void checkTenant(String text) throws RejectedException {
    boolean valid = !text.isEmpty() && text.length() <= MOST_TENANT;
    for (int i = 0; valid && i < text.length(); i++) {
      char c = text.charAt(i);
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
  }

  private RejectedException rejected(DeadLetterCode code, String rule) {
    return new RejectedException(code, rule + ": field=" + field);
  }

  private static Set<String> currencies() {
    Set<String> codes = new HashSet<>();
    Currency.getAvailableCurrencies().forEach(currency -> codes.add(currency.getCurrencyCode()));
    return Set.copyOf(codes);
  }
}
