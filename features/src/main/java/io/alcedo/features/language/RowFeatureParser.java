package io.alcedo.features.language;

import io.alcedo.features.row.CalendarPart;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Kind;
import io.alcedo.schema.row.RowLayout.Slot;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the features that need nothing but the current transaction. */
final class RowFeatureParser {
  /** The text slots that hold decimal digits: their number is a code without any being declared. */
  private static final Set<String> DIGITS = Set.of("merchantCategory", "cardBin");

  private static final int NIGHT_FROM = 22;
  private static final int NIGHT_TO = 6;
  private static final int MOST_CODES = 1000;

  private final SetContext context;
  private final Problems problems;

  RowFeatureParser(SetContext context) {
    this.context = context;
    this.problems = context.problems();
  }

  /** Returns the computation, or null where its operand is wrong, which is reported. */
  @Nullable Computation parse(FeatureKind kind, YamlSection section) {
    String operand = section.text(kind.word());
    if (operand == null) {
      return null;
    }
    int line = section.line(kind.word());
    return switch (kind.operand()) {
      case NUMBER -> number(kind, operand, line);
      case SIGNAL -> signal(operand, line);
      case CALENDAR -> calendar(section, operand, line);
      case CATEGORY -> category(section, operand, line);
      default -> throw new IllegalStateException("Not a feature of the row: kind=" + kind);
    };
  }

  private @Nullable Computation number(FeatureKind kind, String operand, int line) {
    List<String> right = new ArrayList<>(List.of(Computation.BASE_AMOUNT));
    right.addAll(context.slots(Kind.LONG, Kind.DOUBLE));
    if (!right.contains(operand)) {
      String message = "'%s' names no number: '%s'".formatted(kind.word(), operand);
      Slot slot = context.layout().find(operand);
      if (slot == null) {
        problems.addWord(line, message, operand, right);
      } else {
        problems.add(line, message + context.kind(operand) + "; did you mean 'category'?");
      }
      return null;
    }
    return new Computation.Number(operand, kind == FeatureKind.LOG);
  }

  private @Nullable Computation signal(String operand, int line) {
    List<String> declared = context.layout().signals();
    if (!declared.contains(operand)) {
      String advice = declared.isEmpty() ? "; the set declares none under 'signals'" : "";
      problems.addWord(
          line, "Signal '" + operand + "' is not declared" + advice, operand, declared);
      return null;
    }
    return new Computation.Number(RowLayout.SIGNAL_PREFIX + operand, false);
  }

  private @Nullable Computation calendar(YamlSection section, String operand, int line) {
    List<String> words =
        Arrays.stream(CalendarPart.values())
            .map(part -> part.name().toLowerCase(Locale.ROOT))
            .toList();
    int part = words.indexOf(operand);
    if (part < 0) {
      problems.addWord(line, "The calendar has no '" + operand + "'", operand, words);
    }
    int from = NIGHT_FROM;
    int to = NIGHT_TO;
    YamlValue night = section.get("night");
    if (night != null) {
      if (part >= 0 && CalendarPart.values()[part] != CalendarPart.NIGHT) {
        problems.add(
            section.line("night"),
            "'night' goes with 'calendar: night', not with 'calendar: " + operand + "'");
      }
      YamlSection hours = YamlSection.of("'night' of " + section.title(), night, problems);
      hours.onlyKeys(List.of("from", "to"));
      from = hours.integer("from", 0, 23, NIGHT_FROM);
      to = hours.integer("to", 0, 24, NIGHT_TO);
      if (from == to) {
        problems.add(night.line(), hours.capitalised() + " begins and ends at different hours");
      }
    }
    ZoneId zone = zone(section, context.zone(), problems);
    return part < 0 ? null : new Computation.Calendar(CalendarPart.values()[part], zone, from, to);
  }

  /** Returns the zone that a section states, or the other one; a wrong one is reported. */
  static ZoneId zone(YamlSection section, ZoneId otherwise, Problems problems) {
    String text = section.text("zone");
    if (text == null) {
      return otherwise;
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      problems.addWord(
          section.line("zone"),
          "There is no zone '" + text + "'",
          text,
          ZoneId.getAvailableZoneIds().stream().sorted().toList());
      return otherwise;
    }
  }

  private @Nullable Computation category(YamlSection section, String operand, int line) {
    Slot slot = context.layout().find(operand);
    List<String> right = context.slots(Kind.ENUM, Kind.TEXT);
    if (slot == null || !right.contains(operand)) {
      String advice = slot == null ? "" : " is a number; did you mean 'value'?";
      String message = "'category' names no enum or text: '" + operand + "'" + advice;
      if (slot == null) {
        problems.addWord(line, message, operand, right);
      } else {
        problems.add(line, message);
      }
      return null;
    }
    List<String> codes = codes(section, slot);
    if (slot.kind() == Kind.TEXT && section.get("codes") == null && !DIGITS.contains(operand)) {
      problems.add(
          line, section.capitalised() + " has no 'codes': the values of " + operand + " in order");
    }
    return new Computation.Category(operand, codes);
  }

  private List<String> codes(YamlSection section, Slot slot) {
    YamlValue value = section.get("codes");
    List<String> codes = new ArrayList<>();
    if (value == null) {
      return codes;
    }
    if (!value.isList() || value.items().isEmpty() || value.items().size() > MOST_CODES) {
      problems.add(
          value.line(),
          "'codes' of %s is a list of 1 to %d values".formatted(section.title(), MOST_CODES));
    }
    for (YamlValue item : value.items()) {
      String code = item.text();
      if (code == null) {
        problems.add(item.line(), "A code of " + section.title() + " is one word");
      } else if (slot.kind() == Kind.ENUM && !slot.symbols().contains(code)) {
        problems.addWord(item.line(), slot.name() + " has no '" + code + "'", code, slot.symbols());
      } else if (codes.contains(code)) {
        problems.add(item.line(), "'codes' of " + section.title() + " states '" + code + "' twice");
      } else {
        codes.add(code);
      }
    }
    return codes;
  }
}
