package io.alcedo.features.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one feature. */
final class FeatureParser {
  private final SetContext context;
  private final Problems problems;

  FeatureParser(SetContext context) {
    this.context = context;
    this.problems = context.problems();
  }

  /** Returns the feature, or null where it cannot be made, which is reported. */
  @Nullable FeatureDefinition parse(YamlValue value, int position) {
    YamlSection section = YamlSection.of(title(value, position), value, problems);
    if (!value.isMap()) {
      return null;
    }
    String name = name(section);
    String family = family(section);
    String reason = section.text("reason");
    double empty = section.number("empty");
    FeatureKind kind = kind(section);
    if (kind == null) {
      return null;
    }
    Computation computation =
        kind.aggregate() == null
            ? new RowFeatureParser(context).parse(kind, section)
            : new AggregateParser(context).parse(kind, section);
    if (name == null || family == null || computation == null) {
      return null;
    }
    return new FeatureDefinition(name, family, reason, empty, computation);
  }

  /** Returns how messages call the feature: by its name, or by its position where it has none. */
  private static String title(YamlValue value, int position) {
    String name = stated(value, "name");
    return name == null ? "feature " + position : "feature '" + name + "'";
  }

  /** Returns what a feature states behind a key, right or wrong, or null. */
  static @Nullable String stated(YamlValue feature, String key) {
    if (!feature.isMap()) {
      return null;
    }
    YamlValue value = YamlSection.of("feature", feature, new Problems()).get(key);
    return value == null ? null : value.text();
  }

  private @Nullable String name(YamlSection section) {
    String name = section.requiredText("name");
    if (name != null && !SetContext.isName(name)) {
      problems.add(
          section.line("name"), "A feature's name " + SetContext.NAME_RULE + ": '" + name + "'");
    }
    return name;
  }

  private @Nullable String family(YamlSection section) {
    String family = section.requiredText("family");
    if (family == null) {
      return null;
    }
    if (!context.families().isEmpty() && !context.families().contains(family)) {
      problems.addWord(
          section.line("family"),
          "Family '" + family + "' is not declared under 'families'",
          family,
          context.families());
    } else if (!SetContext.isName(family)) {
      problems.add(
          section.line("family"), "A family's name " + SetContext.NAME_RULE + ": '" + family + "'");
    }
    return family;
  }

  /** Returns the one kind that the feature states; reports none, several, and keys out of place. */
  private @Nullable FeatureKind kind(YamlSection section) {
    List<String> known = FeatureKind.allKeys();
    List<String> kinds = new ArrayList<>();
    boolean kindMisspelt = false;
    for (String key : section.keys()) {
      if (FeatureKind.of(key) != null) {
        kinds.add(key);
      } else if (!known.contains(key)) {
        String nearest = NearestWord.of(key, known);
        kindMisspelt |= nearest != null && FeatureKind.of(nearest) != null;
        String message = "Unknown key '" + key + "' in " + section.title();
        problems.add(
            section.line(key),
            message + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
      }
    }
    if (kinds.size() != 1) {
      report(section, kinds, kindMisspelt);
      return null;
    }
    FeatureKind kind = FeatureKind.of(kinds.get(0));
    if (kind != null) {
      reportMisplaced(section, kind, known);
    }
    return kind;
  }

  private void report(YamlSection section, List<String> kinds, boolean kindMisspelt) {
    if (kinds.size() > 1) {
      problems.add(
          section.line(kinds.get(1)),
          section.capitalised() + " is of one kind, not of several: " + String.join(", ", kinds));
    } else if (!kindMisspelt) {
      problems.add(
          section.line(),
          section.capitalised()
              + " states no kind; it is one of "
              + String.join(", ", FeatureKind.words()));
    }
  }

  private void reportMisplaced(YamlSection section, FeatureKind kind, List<String> known) {
    for (String key : section.keys()) {
      boolean right =
          key.equals(kind.word())
              || kind.options().contains(key)
              || FeatureKind.COMMON_KEYS.contains(key);
      if (known.contains(key) && !right) {
        String takes =
            kind.options().isEmpty() ? "" : "; it takes " + String.join(", ", kind.options());
        problems.add(
            section.line(key),
            "'%s' of %s takes no '%s'%s".formatted(kind.word(), section.title(), key, takes));
      }
    }
  }
}
