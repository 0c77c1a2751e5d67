package io.alcedo.retraining.join;

import io.alcedo.schema.ScoredFeatures;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of a transaction: what its label needs, and how it was scored. Immutable.
 *
 * @param eventTime when it was attempted, in milliseconds since 1970 UTC
 * @param baseAmountMinor its amount in minor units of the base currency
 * @param entities what profiles of it are kept by: pseudonyms and kept values by the name of the
 *     field
 * @param scoring how it was scored
 */
public record KnownTransaction(
    long eventTime, long baseAmountMinor, Map<String, String> entities, Scoring scoring) {
  /** Keeps a copy of the entities, in order, so that the bytes of a label are always the same. */
  public KnownTransaction {
    entities = Collections.unmodifiableMap(new TreeMap<>(entities));
  }

  /** Returns what is remembered of a scored transaction. */
  public static KnownTransaction of(ScoredFeatures scored) {
    return new KnownTransaction(
        scored.getEventTime().toEpochMilli(),
        scored.getBaseAmountMinor(),
        scored.getEntities(),
        new Scoring(
            scored.getScoredAt().toEpochMilli(),
            scored.getScore(),
            scored.getDecision(),
            scored.getModelName(),
            scored.getModelVersion(),
            scored.getControlArm(),
            scored.getPropensity()));
  }
}
