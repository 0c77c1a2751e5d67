package io.alcedo.features.definition;

import java.util.List;

/**
 * What one entity's profile records of each event, and the aggregates computed from it. Immutable.
 *
 * @param entity the entity's name in the feature set
 * @param dimensions the values remembered of an event, in the order of their first use
 * @param marks the marks that an event may carry, at most {@link Mark#MOST}
 * @param remembered the features whose values are remembered of an event
 * @param places whether the place of an event is remembered, for SPEED
 * @param baseCurrencyDigits decimal digits of the base currency: an amount is minor units / 10^it
 * @param aggregates the aggregates
 * @param horizonMillis the longest window plus delay: older events matter to none
 */
public record ProfileLayout(
    String entity,
    List<Dimension> dimensions,
    List<Mark> marks,
    List<RememberedFeature> remembered,
    boolean places,
    int baseCurrencyDigits,
    List<AggregateSpec> aggregates,
    long horizonMillis) {
  /** Copies the lists. */
  public ProfileLayout {
    dimensions = List.copyOf(dimensions);
    marks = List.copyOf(marks);
    remembered = List.copyOf(remembered);
    aggregates = List.copyOf(aggregates);
  }

  /** Creates the layout of a profile that remembers nothing of the vector. */
  public ProfileLayout(
      String entity,
      List<Dimension> dimensions,
      boolean places,
      int baseCurrencyDigits,
      List<AggregateSpec> aggregates,
      long horizonMillis) {
    this(
        entity,
        dimensions,
        List.of(),
        List.of(),
        places,
        baseCurrencyDigits,
        aggregates,
        horizonMillis);
  }

  /** Returns whether a profile remembers something of an event's vector. */
  public boolean readsVector() {
    return !marks.isEmpty() || !remembered.isEmpty();
  }
}
