package io.alcedo.privacy;

/**
 * Keeps a finite real number that does not look like a card number; NaN is absent.
 *
 * @param field the field's name
 * @param position the field's position in the schema
 * @param slot the real slot to write
 */
record KeptReal(String field, int position, int slot) implements FieldStep {
  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (in.present(position)) {
      double value = in.real(position);
      check(field, value);
      out.real(slot, value);
    }
  }

  static void check(String field, double value) throws RejectedException {
    if (Double.isInfinite(value)) {
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD, "A kept number is finite: field=" + field);
    }
    if (Math.abs(value) < Long.MAX_VALUE
        && value == Math.rint(value)
        && CardNumbers.looksLike(Math.abs((long) value))) {
      throw KeptNumber.cardNumber(field);
    }
  }
}
