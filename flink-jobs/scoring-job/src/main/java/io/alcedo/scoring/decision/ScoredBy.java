package io.alcedo.scoring.decision;

/**
 * The model that scored a transaction. Immutable.
 *
 * @param modelName its name
 * @param version its version
 */
public record ScoredBy(String modelName, String version) {}
