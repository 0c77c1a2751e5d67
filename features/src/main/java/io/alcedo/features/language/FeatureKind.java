package io.alcedo.features.language;

import io.alcedo.features.definition.AggregateKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of features: the key that states one, what stands behind it, and its other keys. */
enum FeatureKind {
  VALUE(Operand.NUMBER, null),
  LOG(Operand.NUMBER, null),
  CALENDAR(Operand.CALENDAR, null, "zone", "night"),
  CATEGORY(Operand.CATEGORY, null, "codes"),
  SIGNAL(Operand.SIGNAL, null),
  COUNT(Operand.ENTITY, AggregateKind.COUNT),
  SUM(Operand.AMOUNT, AggregateKind.SUM),
  MEAN(Operand.AMOUNT, AggregateKind.MEAN),
  MIN(Operand.AMOUNT, AggregateKind.MIN),
  MAX(Operand.AMOUNT, AggregateKind.MAX),
  STDDEV(Operand.AMOUNT, AggregateKind.STDDEV),
  ZSCORE(Operand.AMOUNT, AggregateKind.ZSCORE),
  RATIO(Operand.AMOUNT, AggregateKind.RATIO),
  DISTINCT(Operand.DIMENSION, AggregateKind.DISTINCT),
  SINCE_LAST(Operand.ENTITY, AggregateKind.SINCE_LAST),
  FIRST_SEEN(Operand.DIMENSION, AggregateKind.FIRST_SEEN),
  SPEED(Operand.ENTITY, AggregateKind.SPEED),
  FRAUD_COUNT(Operand.ENTITY, AggregateKind.FRAUD_COUNT),
  FRAUD_RATE(Operand.ENTITY, AggregateKind.FRAUD_RATE),
  FRAUD_RUN(Operand.ENTITY, AggregateKind.FRAUD_RUN),
  FRAUD_RUN_AGE(Operand.ENTITY, AggregateKind.FRAUD_RUN_AGE),
  GENUINE_RUN(Operand.ENTITY, AggregateKind.GENUINE_RUN),
  PEAK(Operand.FEATURE, AggregateKind.PEAK),
  SINCE_PEAK(Operand.FEATURE, AggregateKind.SINCE_PEAK);

  /** What stands behind the key of a kind. */
  enum Operand {
    /** baseAmount or a numeric slot. */
    NUMBER,
    /** A part of the calendar. */
    CALENDAR,
    /** An enum or text slot. */
    CATEGORY,
    /** A declared signal. */
    SIGNAL,
    /** An entity. */
    ENTITY,
    /** baseAmount or approvedAmount; the entity stands behind {@code by}. */
    AMOUNT,
    /** A slot, several, or an entity to tell apart; the entity stands behind {@code by}. */
    DIMENSION,
    /** A feature of the set; the entity stands behind {@code by}. */
    FEATURE
  }

  /** The keys that every feature may have. */
  static final List<String> COMMON_KEYS = List.of("name", "family", "empty", "reason");

  private final Operand operand;
  private final @Nullable AggregateKind aggregate;
  private final List<String> options;

  FeatureKind(Operand operand, @Nullable AggregateKind aggregate, String... options) {
    this.operand = operand;
    this.aggregate = aggregate;
    List<String> keys = new ArrayList<>(Arrays.asList(options));
    if (aggregate != null) {
      keys.addAll(List.of("window", "delay", "where"));
    }
    if (operand == Operand.AMOUNT || operand == Operand.DIMENSION || operand == Operand.FEATURE) {
      keys.add("by");
    }
    this.options = List.copyOf(keys);
  }

  /** Returns the key that states this kind. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Operand operand() {
    return operand;
  }

  /** Returns the aggregate that this kind asks of a profile, null for one of the row alone. */
  @Nullable AggregateKind aggregate() {
    return aggregate;
  }

  /** Returns the keys that a feature of this kind may have beside the common ones. */
  List<String> options() {
    return options;
  }

  /** Returns the kind of this key, or null. */
  static @Nullable FeatureKind of(String word) {
    for (FeatureKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** Returns the keys of all kinds. */
  static List<String> words() {
    return Arrays.stream(values()).map(FeatureKind::word).toList();
  }

  /** Returns every key that some feature may have. */
  static List<String> allKeys() {
    List<String> keys = new ArrayList<>(COMMON_KEYS);
    keys.addAll(words());
    for (FeatureKind kind : values()) {
      kind.options.stream().filter(key -> !keys.contains(key)).forEach(keys::add);
    }
    return keys;
  }
}
