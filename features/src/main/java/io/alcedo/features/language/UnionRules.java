package io.alcedo.features.language;

import io.alcedo.features.definition.Mark;
import io.alcedo.schema.row.RowLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job that runs can compute beside its own set: features of the entities that it keeps
 * profiles of, over no more history than these are kept for, of fields that its rows have. Gathers
 * all reasons against an addition.
 */
final class UnionRules {
  private final SetDefinition set;
  private final RowLayout layout;
  private final Map<String, Long> horizons = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> said = new HashSet<>();

  UnionRules(SetDefinition set) {
    this.set = set;
    this.layout = set.layout();
    for (FeatureDefinition feature : set.features()) {
      if (feature.computation() instanceof Computation.Aggregate aggregate) {
        horizons.merge(aggregate.entity(), horizon(aggregate), Math::max);
      }
    }
  }

  boolean none() {
    return problems.isEmpty();
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Adds a reason, once. */
  void refuse(String message) {
    if (said.add(message)) {
      problems.add(new Problem(0, message));
    }
  }

  void currency(SetDefinition added) {
    if (added.baseCurrencyDigits() != set.baseCurrencyDigits()) {
      refuse(
          "All sets of a job have its base currency: base_currency_digits=%d, of the job=%d"
              .formatted(added.baseCurrencyDigits(), set.baseCurrencyDigits()));
    }
  }

  /** Holds one new feature against what the job has. */
  void feature(FeatureDefinition feature, SetDefinition added) {
    Computation computation = feature.computation();
    if (computation instanceof Computation.Number number) {
      if (!number.operand().equals(Computation.BASE_AMOUNT)) {
        slot(feature, number.operand());
      }
    } else if (computation instanceof Computation.Category category) {
      slot(feature, category.slot());
    } else if (computation instanceof Computation.Aggregate aggregate) {
      aggregate.dimension().forEach(slot -> slot(feature, slot));
      aggregate(feature, aggregate, added);
    }
  }

  private void slot(FeatureDefinition feature, String slot) {
    if (layout.find(slot) == null) {
      refuse(
          "The rows of a job have the signals that its own set declares: feature=%s, signal=%s"
              .formatted(feature.name(), slot));
    }
  }

  private void aggregate(
      FeatureDefinition feature, Computation.Aggregate aggregate, SetDefinition added) {
    String entity = entity(aggregate, added);
    if (entity == null) {
      refuse(
          "A job keeps profiles of the entities that its own set uses; to keep others, restart it"
              + " with a set that has them: feature=%s, entity=%s"
                  .formatted(feature.name(), added.entities().get(aggregate.entity())));
      return;
    }
    long kept = horizons.getOrDefault(entity, 0L);
    if (horizon(aggregate) > kept) {
      refuse(
          "Profiles are kept for the longest window and delay of the job's own set; to look back"
              + " further, restart it with a set that does: feature=%s, back=%s, kept=%s"
                  .formatted(
                      feature.name(),
                      DurationSyntax.words(horizon(aggregate)),
                      DurationSyntax.words(kept)));
    }
  }

  /** Returns the set's entity of the same slots that has profiles, or null. */
  @Nullable String entity(Computation.Aggregate aggregate, SetDefinition added) {
    List<String> slots = added.entities().get(aggregate.entity());
    for (Map.Entry<String, List<String>> entity : set.entities().entrySet()) {
      if (horizons.containsKey(entity.getKey()) && entity.getValue().equals(slots)) {
        return entity.getKey();
      }
    }
    return null;
  }

  /** Holds a union against what a set may have. */
  void check(SetDefinition union) {
    if (union.marks().size() > Mark.MOST) {
      refuse(
          "A job's sets have at most %d marks together: marks=%d"
              .formatted(Mark.MOST, union.marks().size()));
    }
    Map<String, Set<String>> remembered = new HashMap<>();
    List<FeatureDefinition> news =
        union.features().subList(set.features().size(), union.features().size());
    for (FeatureDefinition feature : union.features()) {
      if (feature.computation() instanceof Computation.Aggregate aggregate
          && !aggregate.feature().isEmpty()) {
        remembered
            .computeIfAbsent(aggregate.entity(), entity -> new HashSet<>())
            .add(aggregate.feature());
      }
    }
    remembered.forEach(
        (entity, features) -> {
          if (features.size() > VectorOrder.MOST_REMEMBERED) {
            refuse(
                "An entity remembers the values of at most %d features: entity=%s, features=%d"
                    .formatted(VectorOrder.MOST_REMEMBERED, entity, features.size()));
          }
        });
    news.forEach(feature -> order(union, feature));
  }

  private void order(SetDefinition union, FeatureDefinition feature) {
    if (!(feature.computation() instanceof Computation.Aggregate aggregate)) {
      return;
    }
    List<String> entities = List.copyOf(union.entities().keySet());
    for (String read : VectorOrder.read(aggregate, union.marks())) {
      if (union.feature(read).computation() instanceof Computation.Aggregate of
          && entities.indexOf(of.entity()) > entities.indexOf(aggregate.entity())) {
        refuse(
            "Feature '%s' of %s remembers '%s' of %s, which stands after it in the job"
                .formatted(feature.name(), aggregate.entity(), read, of.entity()));
      }
    }
  }

  private static long horizon(Computation.Aggregate aggregate) {
    return aggregate.windowMillis() + aggregate.delayMillis();
  }
}
