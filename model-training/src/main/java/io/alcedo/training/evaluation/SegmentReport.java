package io.alcedo.training.evaluation;

import java.util.List;

/**
 * How a model did on the rows of one segment.
 *
 * @param kind what parts the rows
 * @param name which of its parts this is
 * @param rows the number of rows
 * @param fraudRows the number of rows labelled fraud
 * @param small whether there are too few rows of a class for the figures to say much
 * @param figures the {@link Figure#ofSegments()} ones
 */
public record SegmentReport(
    Kind kind, String name, int rows, int fraudRows, boolean small, List<Measured> figures) {
  /** Copies the list. */
  public SegmentReport {
    figures = List.copyOf(figures);
  }

  /** Returns a figure's value; NaN where it has none. */
  public double value(Figure figure) {
    return Measured.valueOf(figures, figure);
  }

  /** What parts rows into segments. */
  public enum Kind {
    /** How the payment was made. */
    CHANNEL("channel", "Channel"),
    /** What the merchant trades in: the merchant category code (ISO 18245). */
    MERCHANT_CATEGORY("merchantCategory", "Merchant category"),
    /** How much it was about. */
    AMOUNT_BAND("amountBand", "Amount"),
    /** Whether the card was first seen only days before. */
    NEW_CARD("newCard", "Card");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** Returns the key in JSON, which never changes. */
    public String key() {
      return key;
    }

    /** Returns the name to show. */
    public String title() {
      return title;
    }
  }
}
