package io.alcedo.privacy;

/**
 * Replaces a card number by its token and its issuer's digits. A declared PAN is 12 to 19 digits,
 * with or without spaces and hyphens, and passes the Luhn check; a platform's opaque token is what
 * it is. Either way, digits are taken without spaces and hyphens, so that one card has one token
 * however it is written.
 *
 * @param field the field's name, and the domain of the token
 * @param position the field's position in the schema
 * @param kindPosition the position of the enum field that declares what the field holds, or -1
 *     where it always holds a PAN
 * @param panSymbol the symbol of that enum that declares a PAN
 * @param tokenSlots the text slots for the token
 * @param binSlots the text slots for the first six digits of a PAN
 */
record CardIdentifier(
    String field, int position, int kindPosition, int panSymbol, int[] tokenSlots, int[] binSlots)
    implements FieldStep {
  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (!in.present(position)) {
      return;
    }
    byte[] bytes = in.bytes();
    int from = Identifier.trimStart(bytes, in.start(position), in.end(position));
    int to = Identifier.trimEnd(bytes, from, in.end(position));
    byte[] digits = pass.digits();
    int count = CardNumbers.digits(bytes, from, to, digits);
    if (isPan(in)) {
      if (count < CardNumbers.LEAST_DIGITS || !CardNumbers.luhn(digits, 0, count)) {
        throw invalid("A PAN is 12 to 19 digits that pass the Luhn check; declare others opaque");
      }
      for (int slot : binSlots) {
        out.text(slot, digits, 0, Generalisation.BIN_DIGITS);
      }
    } else if (from == to) {
      throw invalid("A card is not blank; send the PAN or the platform's token");
    }
    byte[] token =
        count >= CardNumbers.LEAST_DIGITS
            ? pass.token(field, digits, 0, count)
            : pass.token(field, bytes, from, to);
    for (int slot : tokenSlots) {
      out.token(slot, token);
    }
  }

  private boolean isPan(RecordScan in) {
    return kindPosition < 0 || (in.present(kindPosition) && in.number(kindPosition) == panSymbol);
  }

  private RejectedException invalid(String rule) {
    return new RejectedException(DeadLetterCode.INVALID_CARD_NUMBER, rule + ": field=" + field);
  }
}
