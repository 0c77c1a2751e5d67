package io.alcedo.features;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.Dimension;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.Mark;
import io.alcedo.features.definition.ProfileLayout;
import io.alcedo.features.definition.RememberedFeature;
import io.alcedo.features.language.Computation;
import io.alcedo.features.language.FeatureDefinition;
import io.alcedo.features.language.FeatureHash;
import io.alcedo.features.language.FeatureWording;
import io.alcedo.features.language.MarkDefinition;
import io.alcedo.features.language.SetDefinition;
import io.alcedo.features.row.CalendarFeature;
import io.alcedo.features.row.CategoryFeature;
import io.alcedo.features.row.NumberFeature;
import io.alcedo.features.row.RowFeature;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Slot;
import io.alcedo.schema.row.StableHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compiles a feature set for one row layout: names become indexes, once. */
final class PlanCompiler {
  /** What row features and profiles read of every row, whatever the feature set names. */
  private static final List<String> ALWAYS_READ =
      List.of(
          "tenant",
          "transactionId",
          "originalTransactionId",
          "eventTime",
          "utcOffsetMinutes",
          "baseAmountMinor",
          "type",
          "channel",
          "latitude",
          "longitude");

  private final Set<Slot> read = new LinkedHashSet<>();
  private final SetDefinition set;
  private final RowLayout layout;
  private final List<FeaturePlan.Place> places = new ArrayList<>();
  private final List<FeaturePlan.RowPlace> rowPlaces = new ArrayList<>();
  private final Map<String, EntityBuilder> entities = new LinkedHashMap<>();

  PlanCompiler(SetDefinition set, RowLayout layout) {
    this.set = set;
    this.layout = layout;
    set.entities().keySet().forEach(entity -> entities.put(entity, new EntityBuilder(entity)));
  }

  FeaturePlan compile() {
    slots(ALWAYS_READ);
    set.features().forEach(this::add);
    List<EntityPlan> plans =
        entities.values().stream()
            .filter(entity -> !entity.aggregates.isEmpty())
            .map(EntityBuilder::build)
            .toList();
    List<String> names = places.stream().map(FeaturePlan.Place::name).toList();
    List<String> hashes = places.stream().map(FeaturePlan.Place::hash).toList();
    return new FeaturePlan(
        set.name(),
        layout,
        places,
        rowPlaces,
        plans,
        read,
        set.familyTexts(),
        FeatureHash.of(names, hashes),
        set.baseCurrencyDigits());
  }

  private void add(FeatureDefinition feature) {
    int place = places.size();
    places.add(
        new FeaturePlan.Place(
            feature.name(),
            feature.family(),
            FeatureHash.of(set, feature),
            FeatureWording.of(feature)));
    Computation computation = feature.computation();
    if (computation instanceof Computation.Aggregate aggregate) {
      Objects.requireNonNull(entities.get(aggregate.entity()))
          .add(aggregate, feature.empty(), place);
    } else {
      rowPlaces.add(new FeaturePlan.RowPlace(rowFeature(computation), place, feature.empty()));
    }
  }

  private RowFeature rowFeature(Computation computation) {
    if (computation instanceof Computation.Number number) {
      return number.operand().equals(Computation.BASE_AMOUNT)
          ? NumberFeature.baseAmount(set.baseCurrencyDigits(), number.logarithm())
          : NumberFeature.slot(slot(number.operand()), number.logarithm());
    }
    if (computation instanceof Computation.Calendar calendar) {
      return new CalendarFeature(
          calendar.part(), calendar.zone(), calendar.nightFrom(), calendar.nightTo());
    }
    Computation.Category category = (Computation.Category) computation;
    return new CategoryFeature(slot(category.slot()), category.codes());
  }

  private Slot slot(String name) {
    Slot slot = layout.find(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          "A layout has every slot that a feature set reads: set=%s, slot=%s"
              .formatted(set.name(), name));
    }
    read.add(slot);
    return slot;
  }

  private List<Slot> slots(List<String> names) {
    return names.stream().map(this::slot).toList();
  }

  /** Gathers the aggregates of one entity. */
  private final class EntityBuilder {
    private final String name;
    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final List<Dimension> dimensions = new ArrayList<>();
    private final Map<Integer, Integer> markIndexes = new LinkedHashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, Integer> featureIndexes = new LinkedHashMap<>();
    private final List<RememberedFeature> remembered = new ArrayList<>();
    private final List<AggregateSpec> aggregates = new ArrayList<>();

    EntityBuilder(String name) {
      this.name = name;
    }

    void add(Computation.Aggregate aggregate, double empty, int place) {
      aggregates.add(
          new AggregateSpec(
              aggregate.kind(),
              aggregate.amount(),
              operand(aggregate),
              aggregate.windowMillis(),
              aggregate.delayMillis(),
              filter(aggregate.filter()),
              empty,
              place));
    }

    private int operand(Computation.Aggregate aggregate) {
      if (!aggregate.feature().isEmpty()) {
        return remembered(aggregate.feature());
      }
      return aggregate.dimension().isEmpty() ? -1 : dimension(aggregate.dimension());
    }

    private int remembered(String feature) {
      return featureIndexes.computeIfAbsent(
          feature,
          name -> {
            String hash = FeatureHash.of(set, set.feature(name));
            remembered.add(new RememberedFeature(StableHash.shortOf(hash), set.place(name)));
            return remembered.size() - 1;
          });
    }

    /** Returns the filter with the set's marks as positions among those of the entity. */
    private EventFilter filter(EventFilter filter) {
      return new EventFilter(
          filter.types(),
          filter.channels(),
          filter.outcomes(),
          marks(filter.marked()),
          marks(filter.unmarked()));
    }

    private int marks(int ofSet) {
      int bits = 0;
      for (int i = 0; i < set.marks().size(); i++) {
        bits |= (ofSet >>> i & 1) != 0 ? 1 << mark(i) : 0;
      }
      return bits;
    }

    private int mark(int ofSet) {
      return markIndexes.computeIfAbsent(
          ofSet,
          index -> {
            MarkDefinition mark = set.marks().get(index);
            int hash = StableHash.shortOf(FeatureHash.ofMark(set, mark));
            List<Mark.Condition> conditions =
                mark.conditions().stream()
                    .map(c -> new Mark.Condition(set.place(c.feature()), c.above(), c.bound()))
                    .toList();
            marks.add(new Mark(hash, conditions));
            return marks.size() - 1;
          });
    }

    private int dimension(List<String> slotNames) {
      return indexes.computeIfAbsent(
          String.join("+", slotNames),
          joined -> {
            dimensions.add(new Dimension(joined, slots(slotNames)));
            return dimensions.size() - 1;
          });
    }

    EntityPlan build() {
      boolean places = aggregates.stream().anyMatch(spec -> spec.kind() == AggregateKind.SPEED);
      long horizon = aggregates.stream().mapToLong(AggregateSpec::horizonMillis).max().orElse(0);
      return new EntityPlan(
          slots(set.entities().getOrDefault(name, List.of())),
          new ProfileLayout(
              name,
              dimensions,
              marks,
              remembered,
              places,
              set.baseCurrencyDigits(),
              aggregates,
              horizon));
    }
  }
}
