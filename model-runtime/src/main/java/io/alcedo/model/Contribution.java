package io.alcedo.model;

/**
 * What one feature family did to a score.
 *
 * @param family the family
 * @param topFeature the family's feature that is furthest from typical
 * @param value its value, NaN where unknown
 * @param typicalValue its median over genuine training rows
 * @param contribution log-odds of the score less log-odds with the family at its typical values:
 *     positive raised the score
 */
public record Contribution(
    String family, String topFeature, float value, float typicalValue, float contribution) {}
