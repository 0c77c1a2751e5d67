package io.alcedo.features.language;

import io.alcedo.features.definition.AggregateKind;
import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.definition.GeoCell;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/**
 * The hash of what a feature means, by which a model recognises its features: the first 16 hex
 * digits of the SHA-256 of a canonical text. The text holds all that changes the value (kind,
 * operands, the slots behind the entity, window, delay, filter with the conditions of its marks,
 * {@code empty}, and the base currency's digits where amounts are read), with every default written
 * out. It holds nothing else: not the name, family or wording of the feature, nor the name of an
 * entity, nor a place in a row. So two sets that state the same feature in other words agree, and
 * models outlive renamed families.
 *
 * <p>Changing the text parts every model from its features; {@code FeatureHashTest} freezes it.
 */
public final class FeatureHash {
  private static final int HEX_DIGITS = 16;

  private FeatureHash() {}

  /** Returns the hash of one feature of a set. */
  public static String of(SetDefinition set, FeatureDefinition feature) {
    return hash(canonical(set, feature));
  }

  /** Returns the hash of a whole set: over names and hashes of its features, in order. */
  public static String of(List<String> names, List<String> hashes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i)).append('=').append(hashes.get(i)).append('\n');
    }
    return hash(text.toString());
  }

  /** Returns a hash of what a mark means, by which profiles name it. */
  public static String ofMark(SetDefinition set, MarkDefinition mark) {
    return hash(canonical(set, mark, new ArrayDeque<>()));
  }

  /** Returns the canonical text of a feature. */
  static String canonical(SetDefinition set, FeatureDefinition feature) {
    return canonical(set, feature, new ArrayDeque<>());
  }

  /**
   * Returns the canonical text of a feature within that of others, innermost first. One that is met
   * within itself is told by how far out it stands, so that the text ends and holds no name.
   */
  private static String canonical(
      SetDefinition set, FeatureDefinition feature, Deque<String> within) {
    int depth = List.copyOf(within).indexOf(feature.name());
    if (depth >= 0) {
      return "^" + depth;
    }
    within.push(feature.name());
    String text = text(set, feature, within);
    within.pop();
    return text;
  }

  private static String text(SetDefinition set, FeatureDefinition feature, Deque<String> within) {
    Computation computation = feature.computation();
    String text;
    if (computation instanceof Computation.Number number) {
      boolean amount = number.operand().equals(Computation.BASE_AMOUNT);
      text =
          (number.logarithm() ? "log1p " : "value ")
              + number.operand()
              + (amount ? digits(set) : "");
    } else if (computation instanceof Computation.Calendar calendar) {
      text = canonical(calendar);
    } else if (computation instanceof Computation.Category category) {
      text = "category " + category.slot() + " codes=" + quoted(category.codes());
    } else {
      text = canonical(set, (Computation.Aggregate) computation, within);
    }
    double empty = feature.empty();
    return text + " empty=" + (Double.isNaN(empty) ? "unknown" : Double.toString(empty));
  }

  private static String canonical(Computation.Calendar calendar) {
    String night =
        switch (calendar.part()) {
          case NIGHT -> " night=" + calendar.nightFrom() + "-" + calendar.nightTo();
          case HOUR, WEEKDAY, WEEKEND -> "";
        };
    return "calendar " + calendar.part() + " zone=" + calendar.zone().normalized() + night;
  }

  private static String canonical(
      SetDefinition set, Computation.Aggregate aggregate, Deque<String> within) {
    List<String> entity = set.entities().getOrDefault(aggregate.entity(), List.of());
    StringBuilder text = new StringBuilder();
    text.append(aggregate.kind()).append(" by=").append(String.join("+", entity));
    if (aggregate.amount() != AmountField.NONE) {
      text.append(" amount=").append(aggregate.amount()).append(digits(set));
    }
    if (!aggregate.dimension().isEmpty()) {
      text.append(" of=").append(String.join("+", aggregate.dimension()));
    }
    if (!aggregate.feature().isEmpty()) {
      String feature = canonical(set, set.feature(aggregate.feature()), within);
      text.append(" of=(").append(feature).append(')');
    }
    if (aggregate.kind() == AggregateKind.SPEED) {
      text.append(" cell=").append(GeoCell.DEGREES);
    }
    EventFilter filter = aggregate.filter();
    text.append(" window=")
        .append(aggregate.windowMillis())
        .append(" delay=")
        .append(aggregate.delayMillis())
        .append(" type=")
        .append(symbols(filter.types(), TransactionType.values()))
        .append(" channel=")
        .append(symbols(filter.channels(), Channel.values()))
        .append(" outcome=")
        .append(symbols(filter.outcomes(), OutcomeState.values()));
    return text.append(marks(" marked=", set, filter.marked(), within))
        .append(marks(" unmarked=", set, filter.unmarked(), within))
        .toString();
  }

  private static String marks(String key, SetDefinition set, int bits, Deque<String> within) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < set.marks().size(); i++) {
      if ((bits >>> i & 1) != 0) {
        texts.add(canonical(set, set.marks().get(i), within));
      }
    }
    return texts.isEmpty() ? "" : key + texts.stream().sorted().toList();
  }

  private static String canonical(SetDefinition set, MarkDefinition mark, Deque<String> within) {
    List<String> texts = new ArrayList<>();
    for (MarkDefinition.Condition condition : mark.conditions()) {
      String feature = canonical(set, set.feature(condition.feature()), within);
      texts.add("(" + feature + ")" + (condition.above() ? ">" : "<") + condition.bound());
    }
    return texts.stream().sorted().toList().toString();
  }

  private static String digits(SetDefinition set) {
    return " digits=" + set.baseCurrencyDigits();
  }

  private static String symbols(int bits, Enum<?>[] symbols) {
    if (bits == EventFilter.ANY) {
      return "any";
    }
    StringJoiner joined = new StringJoiner("+");
    for (Enum<?> symbol : symbols) {
      if ((bits >>> symbol.ordinal() & 1) != 0) {
        joined.add(symbol.name());
      }
    }
    return joined.toString();
  }

  private static String quoted(List<String> codes) {
    StringBuilder text = new StringBuilder();
    for (String code : codes) {
      text.append(code.length()).append(':').append(code);
    }
    return text.toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
