package io.alcedo.features.definition;

import java.util.List;

/**
 * What one entity's profile records of each event, and the aggregates computed from it. Immutable.
 *
 * @param entity the entity's name in the feature set
 * @param dimensions the values remembered of an event, in the order of their first use
 * @param places whether the place of an event is remembered, for SPEED
 * @param baseCurrencyDigits decimal digits of the base currency: an amount is minor units / 10^it
 * @param aggregates the aggregates
 * @param horizonMillis the longest window plus delay: older events matter to none
 */
public record ProfileLayout(
    String entity,
    List<Dimension> dimensions,
    boolean places,
    int baseCurrencyDigits,
    List<AggregateSpec> aggregates,
    long horizonMillis) {
  /** Copies the lists. */
  public ProfileLayout {
    dimensions = List.copyOf(dimensions);
    aggregates = List.copyOf(aggregates);
  }
}
