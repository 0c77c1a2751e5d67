package io.alcedo.features.language;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AggregateSpec;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.language.FeatureKind.Operand;
import io.alcedo.schema.row.RowLayout.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the aggregates of entities' profiles. */
final class AggregateParser {
  /** The window of a since_last or speed that states none. */
  static final long DEFAULT_WINDOW_MILLIS = 30L * 24 * 3600 * 1000;

  private static final List<String> AMOUNTS =
      List.of(Computation.BASE_AMOUNT, Computation.APPROVED_AMOUNT);

  private final SetContext context;
  private final Problems problems;

  AggregateParser(SetContext context) {
    this.context = context;
    this.problems = context.problems();
  }

  /** Returns the computation, or null where it cannot be made, which is reported. */
  @Nullable Computation parse(FeatureKind kind, YamlSection section) {
    AggregateKind aggregate = Objects.requireNonNull(kind.aggregate());
    String entity = entity(kind, section);
    AmountField amount =
        kind.operand() == Operand.AMOUNT ? amount(kind, section) : AmountField.NONE;
    List<String> dimension =
        kind.operand() == Operand.DIMENSION ? dimension(kind, section, entity) : List.of();
    String feature = kind.operand() == Operand.FEATURE ? feature(kind, section) : "";
    long window = window(aggregate, section);
    long delay = Math.max(0, duration(section, "delay"));
    if (window > 0 && window + delay > AggregateSpec.MOST_WINDOW_MILLIS) {
      problems.add(
          section.line("window"),
          "'window' and 'delay' of %s reach at most 400 days back".formatted(section.title()));
    }
    EventFilter filter =
        new FilterParser(problems, context.marks()).parse(section.get("where"), section.title());
    if (entity == null || window <= 0) {
      return null;
    }
    return new Computation.Aggregate(
        aggregate, entity, amount, dimension, feature, window, delay, filter);
  }

  private @Nullable String entity(FeatureKind kind, YamlSection section) {
    String key = kind.operand() == Operand.ENTITY ? kind.word() : "by";
    String entity = section.requiredText(key);
    if (entity != null && !context.entities().containsKey(entity)) {
      problems.addWord(
          section.line(key),
          "'%s' names no entity: '%s'%s".formatted(key, entity, noEntities()),
          entity,
          context.entities().keySet());
      return null;
    }
    return entity;
  }

  private String noEntities() {
    return context.entities().isEmpty() ? "; the set states none under 'entities'" : "";
  }

  private AmountField amount(FeatureKind kind, YamlSection section) {
    String operand = section.text(kind.word());
    if (operand != null && !AMOUNTS.contains(operand)) {
      problems.addWord(
          section.line(kind.word()),
          "'%s' takes an amount: '%s'".formatted(kind.word(), operand),
          operand,
          AMOUNTS);
    }
    return Computation.APPROVED_AMOUNT.equals(operand)
        ? AmountField.APPROVED
        : AmountField.ATTEMPTED;
  }

  private String feature(FeatureKind kind, YamlSection section) {
    String feature = section.text(kind.word());
    if (feature != null && !context.features().contains(feature)) {
      problems.addWord(
          section.line(kind.word()),
          "'%s' names no feature: '%s'".formatted(kind.word(), feature),
          feature,
          context.features());
    }
    return feature == null ? "" : feature;
  }

  private List<String> dimension(FeatureKind kind, YamlSection section, @Nullable String by) {
    YamlValue value = Objects.requireNonNull(section.get(kind.word()));
    String word = value.text();
    List<String> slots = word == null ? null : context.entities().get(word);
    if (slots == null) {
      List<String> right = new ArrayList<>(context.entities().keySet());
      right.addAll(context.slots(Kind.TEXT, Kind.LONG, Kind.ENUM));
      slots = context.slotNames(value, "'" + kind.word() + "'", right);
    }
    List<String> own = by == null ? List.of() : context.entities().getOrDefault(by, List.of());
    if (!slots.isEmpty() && own.containsAll(slots)) {
      problems.add(
          section.line(kind.word()),
          "'%s' of %s is always the same for one %s".formatted(kind.word(), section.title(), by));
    }
    return new ArrayList<>(slots);
  }

  private long window(AggregateKind kind, YamlSection section) {
    if (section.get("window") != null) {
      long window = duration(section, "window");
      if (window == 0) {
        problems.add(section.line("window"), "'window' of " + section.title() + " is above 0");
      }
      return window;
    }
    if (kind == AggregateKind.SINCE_LAST || kind == AggregateKind.SPEED) {
      return DEFAULT_WINDOW_MILLIS;
    }
    problems.add(section.line(), section.capitalised() + " has no 'window'");
    return -1;
  }

  /** Returns a duration, 0 where it is missing, -1 where it is wrong, which is reported. */
  private long duration(YamlSection section, String key) {
    String text = section.text(key);
    if (text == null) {
      return section.get(key) == null ? 0 : -1;
    }
    long millis = DurationSyntax.millis(text);
    if (millis < 0) {
      problems.add(
          section.line(key),
          "'%s' of %s is %s: '%s'%s"
              .formatted(
                  key, section.title(), DurationSyntax.RULE, text, DurationSyntax.advice(text)));
    }
    return millis;
  }
}
