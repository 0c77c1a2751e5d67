package io.alcedo.features.language;

import io.alcedo.features.definition.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code marks:}, what events are remembered to be by their features. */
final class MarkParser {
  private static final int MOST_CONDITIONS = 16;
  private static final List<String> BOUNDS = List.of("above", "below");

  private final Problems problems;
  private final Set<String> features;

  /**
   * Creates a parser.
   *
   * @param features the names of the set's features
   */
  MarkParser(Problems problems, Set<String> features) {
    this.problems = problems;
    this.features = features;
  }

  /** Returns the marks in the order of the file, those with mistakes too, which are reported. */
  List<MarkDefinition> parse(@Nullable YamlValue value) {
    List<MarkDefinition> marks = new ArrayList<>();
    if (value == null) {
      return marks;
    }
    YamlSection section = YamlSection.of("'marks'", value, problems);
    section
        .entries()
        .forEach(
            (name, entry) -> {
              if (!SetContext.isName(name)) {
                problems.add(
                    entry.line(), "A mark's name " + SetContext.NAME_RULE + ": '" + name + "'");
              }
              marks.add(mark(name, entry.value()));
            });
    if (marks.size() > Mark.MOST) {
      problems.add(
          value.line(), "A set has at most %d marks: marks=%d".formatted(Mark.MOST, marks.size()));
      return List.of();
    }
    return marks;
  }

  private MarkDefinition mark(String name, YamlValue value) {
    String title = "mark '" + name + "'";
    YamlSection section = YamlSection.of(title, value, problems);
    List<MarkDefinition.Condition> conditions = new ArrayList<>();
    if (value.isMap() && (section.keys().isEmpty() || section.keys().size() > MOST_CONDITIONS)) {
      problems.add(
          value.line(),
          "%s has 1 to %d conditions".formatted(section.capitalised(), MOST_CONDITIONS));
    }
    section
        .entries()
        .forEach(
            (feature, entry) -> {
              if (!features.contains(feature)) {
                problems.addWord(
                    entry.line(),
                    "%s names no feature: '%s'".formatted(section.capitalised(), feature),
                    feature,
                    features);
              }
              MarkDefinition.Condition condition = condition(title, feature, entry.value());
              if (condition != null) {
                conditions.add(condition);
              }
            });
    return new MarkDefinition(name, conditions);
  }

  private MarkDefinition.@Nullable Condition condition(
      String title, String feature, YamlValue value) {
    YamlSection section = YamlSection.of("'" + feature + "' of " + title, value, problems);
    if (!value.isMap()) {
      return null;
    }
    section.onlyKeys(BOUNDS);
    List<String> stated = BOUNDS.stream().filter(section.keys()::contains).toList();
    if (stated.size() != 1) {
      problems.add(value.line(), section.capitalised() + " is either above or below a number");
      return null;
    }
    double bound = section.number(stated.get(0));
    return new MarkDefinition.Condition(feature, stated.get(0).equals("above"), bound);
  }
}
