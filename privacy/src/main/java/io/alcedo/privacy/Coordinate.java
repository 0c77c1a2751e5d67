package io.alcedo.privacy;

/**
 * Replaces a coordinate by the middle of its grid cell; NaN is absent.
 *
 * @param field the field's name
 * @param position the field's position in the schema
 * @param slot the real slot to write
 * @param most the greatest value, in degrees; the least is its negative
 */
record Coordinate(String field, int position, int slot, int most) implements FieldStep {
  @Override
  public void apply(RecordScan in, IngestPass pass, HashedRow out) throws RejectedException {
    if (!in.present(position)) {
      return;
    }
    double degrees = in.real(position);
    if (Math.abs(degrees) > most) {
      throw new RejectedException(
          DeadLetterCode.INVALID_FIELD,
          "A coordinate is from -" + most + " to " + most + " degrees: field=" + field);
    }
    if (!Double.isNaN(degrees)) {
      out.real(slot, Generalisation.cell(degrees, most));
    }
  }
}
