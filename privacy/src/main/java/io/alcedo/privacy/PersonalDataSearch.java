package io.alcedo.privacy;

/**
 * Refuses texts that would be kept as they are although they hold personal data: an e-mail address
 * or what looks like a card number. For all texts that come from outside, on whatever topic.
 * Stateless.
 */
public final class PersonalDataSearch {
  private PersonalDataSearch() {}

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
