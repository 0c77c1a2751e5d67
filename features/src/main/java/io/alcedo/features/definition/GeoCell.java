package io.alcedo.features.definition;

/**
 * The size of the cell to which anonymisation rounds a place, as far as features must know it: a
 * place may truly lie anywhere in its cell, so a distance is only certain beyond the two halves of
 * a diagonal.
 */
public final class GeoCell {
  /** Width and height of a cell in degrees; privacy generalises with the same number. */
  public static final double DEGREES = 0.1;

  /**
   * Kilometres in one degree of latitude, on a sphere of the earth's mean radius (6371.0088 km).
   */
  public static final double KM_PER_DEGREE = Math.PI * 6371.0088 / 180;

  /** The diagonal of a cell at the equator, where it is longest, in kilometres (about 15.7). */
  public static final double DIAGONAL_KM = DEGREES * KM_PER_DEGREE * Math.sqrt(2);

  private GeoCell() {}
}
