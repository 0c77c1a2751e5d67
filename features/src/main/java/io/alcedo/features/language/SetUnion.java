package io.alcedo.features.language;

import io.alcedo.features.definition.EventFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a set what another one states beside it: the features whose meaning is not there yet, in
 * their order behind those of the set, and the marks that these ask for. What is there stays as it
 * is, place for place.
 *
 * <p>An entity of the other set is that of the set with the same slots, whatever its name. A
 * feature whose name is taken by one of another meaning is called by its name and the first digits
 * of its hash. For one addition.
 */
public final class SetUnion {
  private static final int HASH_DIGITS_IN_NAME = 8;

  /**
   * What came of adding: the union, or why the other set cannot be added.
   *
   * @param set the union, null where it cannot be made
   * @param problems the reasons, all of them
   */
  public record Result(@Nullable SetDefinition set, List<Problem> problems) {}

  private final SetDefinition set;
  private final SetDefinition added;
  private final UnionRules rules;
  private final Map<String, String> placeOfMeaning = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<Integer, Integer> markPositions = new HashMap<>();
  private final List<MarkDefinition> marks;
  private final List<FeatureDefinition> news = new ArrayList<>();

  private SetUnion(SetDefinition set, SetDefinition added) {
    this.set = set;
    this.added = added;
    this.rules = new UnionRules(set);
    this.marks = new ArrayList<>(set.marks());
  }

  /** Returns the union of a set and another one. */
  public static Result of(SetDefinition set, SetDefinition added) {
    SetUnion union = new SetUnion(set, added);
    union.rules.currency(added);
    union.name();
    SetDefinition merged = union.rules.none() ? union.merge() : set;
    if (union.rules.none()) {
      union.rules.check(merged);
    }
    if (union.rules.none()) {
      union.checkMeanings(merged);
    }
    return new Result(union.rules.none() ? merged : null, union.rules.problems());
  }

  /** Finds for each feature what it is called in the union, and which ones are new there. */
  private void name() {
    Set<String> taken = new HashSet<>();
    for (FeatureDefinition feature : set.features()) {
      placeOfMeaning.putIfAbsent(FeatureHash.of(set, feature), feature.name());
      taken.add(feature.name());
    }
    for (FeatureDefinition feature : added.features()) {
      String hash = FeatureHash.of(added, feature);
      String known = placeOfMeaning.get(hash);
      if (known == null) {
        known = freeName(feature.name(), hash, taken);
        placeOfMeaning.put(hash, known);
        taken.add(known);
        news.add(feature);
        rules.feature(feature, added);
      }
      names.put(feature.name(), known);
    }
  }

  /** Returns the name, or with as many digits of its hash as tell it from others, 8 at least. */
  private static String freeName(String name, String hash, Set<String> taken) {
    String free = name;
    for (int digits = HASH_DIGITS_IN_NAME; taken.contains(free); digits++) {
      // A hash can end where somebody called a feature by all of it.
      free = name + '_' + (hash + "_".repeat(digits)).substring(0, digits);
    }
    return free;
  }

  private SetDefinition merge() {
    List<FeatureDefinition> features = new ArrayList<>(set.features());
    for (FeatureDefinition feature : news) {
      Computation computation =
          feature.computation() instanceof Computation.Aggregate aggregate
              ? aggregate(aggregate)
              : feature.computation();
      features.add(
          new FeatureDefinition(
              name(feature.name()),
              feature.family(),
              feature.reason(),
              feature.empty(),
              computation));
    }
    Map<String, String> familyTexts = new LinkedHashMap<>(set.familyTexts());
    for (FeatureDefinition feature : news) {
      String text = added.familyTexts().get(feature.family());
      if (text != null) {
        familyTexts.putIfAbsent(feature.family(), text);
      }
    }
    return new SetDefinition(
        set.name(),
        set.baseCurrencyDigits(),
        set.signals(),
        familyTexts,
        set.entities(),
        marks,
        features);
  }

  private Computation.Aggregate aggregate(Computation.Aggregate aggregate) {
    EventFilter filter = aggregate.filter();
    return new Computation.Aggregate(
        aggregate.kind(),
        Objects.requireNonNull(rules.entity(aggregate, added)),
        aggregate.amount(),
        aggregate.dimension(),
        aggregate.feature().isEmpty() ? "" : name(aggregate.feature()),
        aggregate.windowMillis(),
        aggregate.delayMillis(),
        new EventFilter(
            filter.types(),
            filter.channels(),
            filter.outcomes(),
            marks(filter.marked()),
            marks(filter.unmarked())));
  }

  private int marks(int ofAdded) {
    int bits = 0;
    for (int i = 0; i < added.marks().size(); i++) {
      bits |= (ofAdded >>> i & 1) != 0 ? 1 << mark(i) : 0;
    }
    return bits;
  }

  /** Returns where a mark of the added set stands in the union, put there where it is new. */
  private int mark(int ofAdded) {
    return markPositions.computeIfAbsent(
        ofAdded,
        index -> {
          MarkDefinition mark = added.marks().get(index);
          String meaning = FeatureHash.ofMark(added, mark);
          for (int i = 0; i < set.marks().size(); i++) {
            if (FeatureHash.ofMark(set, set.marks().get(i)).equals(meaning)) {
              return i;
            }
          }
          marks.add(
              new MarkDefinition(
                  mark.name(),
                  mark.conditions().stream()
                      .map(
                          c ->
                              new MarkDefinition.Condition(name(c.feature()), c.above(), c.bound()))
                      .toList()));
          return marks.size() - 1;
        });
  }

  private String name(String ofAdded) {
    return Objects.requireNonNull(names.get(ofAdded));
  }

  /** What models are bound by must be in the union as the added set says it. */
  private void checkMeanings(SetDefinition merged) {
    for (FeatureDefinition feature : news) {
      String stated = FeatureHash.of(added, feature);
      FeatureDefinition there = merged.feature(name(feature.name()));
      if (!FeatureHash.of(merged, there).equals(stated)) {
        rules.refuse(
            "A feature means in the union what it means alone: name=%s, hash=%s"
                .formatted(feature.name(), stated));
      }
    }
  }
}
