package io.alcedo.features.language;

import io.alcedo.features.definition.AmountField;
import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.event.OutcomeState;
import io.alcedo.features.row.CalendarPart;
import io.alcedo.schema.Channel;
import io.alcedo.schema.TransactionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words a feature for the person who reads it in an alert, where its set states no reason. */
public final class FeatureWording {
  private FeatureWording() {}

  /** Returns what a person reads of a feature. */
  public static String of(FeatureDefinition feature) {
    if (feature.reason() != null) {
      return feature.reason();
    }
    Computation computation = feature.computation();
    if (computation instanceof Computation.Number number) {
      String what = number.operand().equals(Computation.BASE_AMOUNT) ? "amount" : number.operand();
      return capitalised(number.logarithm() ? "logarithm of the " + what : what);
    }
    if (computation instanceof Computation.Calendar calendar) {
      return of(calendar.part());
    }
    if (computation instanceof Computation.Category category) {
      return capitalised(words(category.slot()));
    }
    return of((Computation.Aggregate) computation);
  }

  /** Returns what a person reads of a family that states no text. */
  public static String family(String family) {
    return capitalised(family.replace('_', ' '));
  }

  private static String of(CalendarPart part) {
    return switch (part) {
      case HOUR -> "Hour of the day";
      case WEEKDAY -> "Day of the week";
      case WEEKEND -> "On a weekend";
      case NIGHT -> "At night";
    };
  }

  private static String of(Computation.Aggregate aggregate) {
    String amount = aggregate.amount() == AmountField.APPROVED ? "approved amount" : "amount";
    String of = " of the " + words(aggregate.entity());
    String dimension = aggregate.dimension().isEmpty() ? "" : dimension(aggregate.dimension());
    String events = events(aggregate.filter());
    String text =
        switch (aggregate.kind()) {
          case COUNT -> capitalised(events) + of;
          case SUM -> "Total " + amount + of;
          case MEAN -> "Mean " + amount + of;
          case MIN -> "Smallest " + amount + of;
          case MAX -> "Largest " + amount + of;
          case STDDEV -> "Spread of the " + amount + of;
          case ZSCORE -> "Amount against the usual range" + of;
          case RATIO -> "Amount over the mean " + amount + of;
          case DISTINCT -> "Different values of " + dimension + of;
          case SINCE_LAST -> "Seconds since the last of the " + events + of;
          case FIRST_SEEN -> "New " + dimension + of;
          case SPEED -> "Kilometres per hour since the last place" + of;
          case FRAUD_COUNT -> "Known frauds" + of;
          case FRAUD_RATE -> "Share of known frauds" + of;
          case PEAK -> "Highest earlier " + words(aggregate.feature()) + of;
          case SINCE_PEAK -> "Seconds since the highest " + words(aggregate.feature()) + of;
          case FRAUD_RUN -> "Frauds in the latest run" + of;
          case FRAUD_RUN_AGE -> "Seconds since the first of the latest run of frauds" + of;
          case GENUINE_RUN -> "Genuine payments since the last fraud" + of;
        };
    return text + period(aggregate);
  }

  private static String period(Computation.Aggregate aggregate) {
    String within = " within " + DurationSyntax.words(aggregate.windowMillis());
    return aggregate.delayMillis() == 0
        ? within
        : within + " that ended " + DurationSyntax.words(aggregate.delayMillis()) + " ago";
  }

  /** Returns the events that pass a filter, in words. */
  private static String events(EventFilter filter) {
    List<String> words = new ArrayList<>();
    if (filter.readsMarks()) {
      words.add(filter.marked() == 0 ? "unmarked" : "marked");
    }
    if (filter.outcomes() != EventFilter.ANY) {
      words.add(symbols(filter.outcomes(), OutcomeState.values()));
    }
    if (filter.channels() != EventFilter.ANY) {
      words.add(symbols(filter.channels(), Channel.values()));
    }
    words.add(
        filter.types() == FilterParser.SPENDING
            ? "payments"
            : symbols(filter.types(), TransactionType.values()) + " transactions");
    return String.join(" ", words);
  }

  private static String symbols(int bits, Enum<?>[] symbols) {
    List<String> words = new ArrayList<>();
    for (Enum<?> symbol : symbols) {
      boolean implied = symbol == OutcomeState.SETTLED && (bits & OutcomeState.APPROVED.bit()) != 0;
      if ((bits >>> symbol.ordinal() & 1) != 0 && !implied) {
        words.add(symbol.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return String.join(" or ", words);
  }

  private static String dimension(List<String> slots) {
    return words(slots.get(slots.size() - 1));
  }

  /** Returns a slot's or an entity's name in words: merchantId becomes merchant. */
  private static String words(String name) {
    return name.replaceAll("(Id|Token)$", "")
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .replace('_', ' ')
        .toLowerCase(Locale.ROOT);
  }

  private static String capitalised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
