package io.alcedo.features.language;

import org.jspecify.annotations.Nullable;

/**
 * One feature as a set states it, checked. Immutable.
 *
 * @param name its name, unique in the set
 * @param family the family that explanations put it in
 * @param reason what a person reads when it is a reason, null where the set states nothing
 * @param empty what stands for unknown, NaN unless stated
 * @param computation what it computes
 */
public record FeatureDefinition(
    String name, String family, @Nullable String reason, double empty, Computation computation) {}
