package io.alcedo.schema.csv;

/** Numbers in decimal notation with a point. */
enum NumberFormat implements CellFormat {
  /** Whole numbers of 32 bits. */
  INT {
    @Override
    Object parse(String text) {
      return Integer.valueOf(text);
    }
  },
  /** Whole numbers of 64 bits. */
  LONG {
    @Override
    Object parse(String text) {
      return Long.valueOf(text);
    }
  },
  /** Real numbers. */
  DOUBLE {
    @Override
    Object parse(String text) {
      return Double.valueOf(text);
    }
  };

  abstract Object parse(String text);

  @Override
  public Object read(String text) {
    try {
      return parse(text.strip());
    } catch (NumberFormatException e) {
      // Its message holds the text, which may identify someone.
      throw new IllegalArgumentException("must be a number");
    }
  }
}
