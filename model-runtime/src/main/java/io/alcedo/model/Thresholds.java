package io.alcedo.model;

/**
 * The scores from which a transaction is reviewed and declined: 0 ≤ review ≤ decline ≤ 1, both
 * inclusive bounds. A score below both is approved.
 */
public record Thresholds(double review, double decline) {

  /** Checks the order and range. */
  public Thresholds {
    if (!(review >= 0 && review <= decline && decline <= 1)) {
      throw new IllegalArgumentException(
          "Thresholds obey 0 <= review <= decline <= 1: review=" + review + ", decline=" + decline);
    }
  }

  /** Whether a score calls for a review or worse. */
  public boolean reviews(double score) {
    return score >= review;
  }

  /** Whether a score calls for a decline. */
  public boolean declines(double score) {
    return score >= decline;
  }
}
