package io.alcedo.features.language;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that what an entity's profile remembers of a vector stands in it by then: features of the
 * row, of the entity itself and of those before it. An entity remembers the values of few features,
 * since each takes four bytes an event.
 */
final class VectorOrder {
  /** The most features whose values an entity remembers. */
  static final int MOST_REMEMBERED = 4;

  private final SetContext context;
  private final List<MarkDefinition> marks;
  private final List<String> entities;
  private final Map<String, FeatureDefinition> byName = new HashMap<>();
  private final Map<String, Set<String>> remembered = new HashMap<>();

  VectorOrder(SetContext context, List<MarkDefinition> marks) {
    this.context = context;
    this.marks = marks;
    this.entities = List.copyOf(context.entities().keySet());
  }

  /**
   * Reports what is out of order.
   *
   * @param lines the features' lines
   */
  void check(List<FeatureDefinition> features, List<Integer> lines) {
    features.forEach(feature -> byName.putIfAbsent(feature.name(), feature));
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).computation() instanceof Computation.Aggregate aggregate) {
        check(features.get(i), aggregate, lines.get(i));
      }
    }
  }

  private void check(FeatureDefinition feature, Computation.Aggregate aggregate, int line) {
    if (!aggregate.feature().isEmpty()) {
      remember(aggregate, line);
    }
    for (String other : read(aggregate, marks)) {
      FeatureDefinition definition = byName.get(other);
      if (definition != null
          && definition.computation() instanceof Computation.Aggregate of
          && entities.indexOf(of.entity()) > entities.indexOf(aggregate.entity())) {
        context
            .problems()
            .add(
                line,
                "Feature '%s' of %s remembers '%s' of %s, which stands after it under 'entities'"
                    .formatted(feature.name(), aggregate.entity(), other, of.entity()));
      }
    }
  }

  /** Returns the features of an event's vector that an aggregate needs to be remembered. */
  static Set<String> read(Computation.Aggregate aggregate, List<MarkDefinition> marks) {
    int bits = aggregate.filter().marked() | aggregate.filter().unmarked();
    Set<String> read = new LinkedHashSet<>();
    for (int i = 0; i < marks.size(); i++) {
      if ((bits >>> i & 1) != 0) {
        marks.get(i).conditions().forEach(condition -> read.add(condition.feature()));
      }
    }
    if (!aggregate.feature().isEmpty()) {
      read.add(aggregate.feature());
    }
    return read;
  }

  private void remember(Computation.Aggregate aggregate, int line) {
    Set<String> all =
        remembered.computeIfAbsent(aggregate.entity(), unused -> new LinkedHashSet<>());
    if (all.add(aggregate.feature()) && all.size() == MOST_REMEMBERED + 1) {
      context
          .problems()
          .add(
              line,
              "An entity remembers the values of at most %d features: entity=%s"
                  .formatted(MOST_REMEMBERED, aggregate.entity()));
    }
  }
}
