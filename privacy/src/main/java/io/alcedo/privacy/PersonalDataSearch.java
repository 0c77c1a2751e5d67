package io.alcedo.privacy;

/**
 * Refuses texts that would be kept as they are although they hold personal data: an e-mail address
 * or what looks like a card number. For all texts that come from outside, on whatever topic.
 * Stateless.
 */
public final class PersonalDataSearch {
  private static final byte DELETE = 0x7F;

  private PersonalDataSearch() {}

  /**
   * Returns whether a part of an array is ASCII and holds neither an at sign nor as many digits as
   * a card number has, nor a control character, so that nothing is to be found in it.
   */
  static boolean needless(byte[] utf8, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      byte c = utf8[i];
      // Bytes that are not ASCII are negative.
      if (c < ' ' || c == '@' || c == DELETE) {
        return false;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
    }
    return digits < CardNumbers.LEAST_DIGITS_IN_TEXT;
  }

  /**
   * Does nothing where a text may be kept.
   *
   * @param field the field's name, which the message tells; the text itself it never holds
   * @throws RejectedException where the text holds personal data
   */
  public static void check(String field, String text) throws RejectedException {
    if (text.indexOf('@') >= 0 || text.indexOf('\uff20') >= 0) {
      throw new RejectedException(
          DeadLetterCode.EMAIL_IN_TEXT,
          "A kept text holds no e-mail address, so no at sign; send addresses in their own field:"
              + " field="
              + field);
    }
    if (CardNumbers.in(text)) {
      throw new RejectedException(
          DeadLetterCode.CARD_NUMBER_IN_TEXT,
          "A kept text holds nothing that looks like a card number; send the card in its own field,"
              + " or exempt this field where the platform's own ids look so: field="
              + field);
    }
  }
}
