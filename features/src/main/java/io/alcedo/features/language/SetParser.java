package io.alcedo.features.language;

import io.alcedo.schema.privacy.PrivacyClass;
import io.alcedo.schema.row.RowLayout;
import io.alcedo.schema.row.RowLayout.Kind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a whole feature set. One instance reads one file. */
public final class SetParser {
  /** The most features that a set may have. */
  public static final int MOST_FEATURES = 512;

  private static final int MOST_ENTITIES = 16;
  private static final int MOST_SIGNALS = 60; // a row codes the presence of at most 64 reals
  private static final Pattern SET_NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern SIGNAL = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");
  private static final List<String> KEYS =
      List.of(
          "name",
          "base_currency_digits",
          "zone",
          "signals",
          "families",
          "entities",
          "marks",
          "features");

  /** The privacy classes of values that are kept as they are, as a signal is. */
  private static final List<String> SIGNAL_CLASSES =
      Stream.of(
              PrivacyClass.OPERATIONAL,
              PrivacyClass.BUSINESS,
              PrivacyClass.BEHAVIOURAL,
              PrivacyClass.DERIVED)
          .map(PrivacyClass::name)
          .toList();

  /**
   * What came of reading: a set, or the mistakes that it has.
   *
   * @param set the set, null where there are mistakes
   * @param problems the mistakes in the order of their lines
   */
  public record Result(@Nullable SetDefinition set, List<Problem> problems) {}

  private final Problems problems = new Problems();

  private SetParser() {}

  /** Reads the text of a feature set. */
  public static Result parse(String yaml) {
    SetParser parser = new SetParser();
    SetDefinition set = parser.set(yaml);
    return new Result(parser.problems.none() ? set : null, parser.problems.sorted());
  }

  private @Nullable SetDefinition set(String yaml) {
    YamlValue root = YamlValue.read(yaml, problems);
    if (root == null) {
      return null;
    }
    YamlSection section = YamlSection.of("the feature set", root, problems);
    if (!root.isMap()) {
      return null;
    }
    section.onlyKeys(KEYS);
    String name = name(section);
    int digits = section.integer("base_currency_digits", 0, 4, 2);
    ZoneId zone = RowFeatureParser.zone(section, ZoneOffset.UTC, problems);
    Map<String, String> signals = signals(section);
    RowLayout layout = RowLayout.withSignals(signals.keySet());
    Map<String, String> families = families(section);
    Set<String> names = featureNames(section);
    Map<String, List<String>> entities = entities(section, layout);
    List<MarkDefinition> marks = new MarkParser(problems, names).parse(section.get("marks"));
    SetContext context =
        new SetContext(
            problems,
            layout,
            entities,
            families.keySet(),
            zone,
            names,
            marks.stream().map(MarkDefinition::name).toList());
    List<FeatureDefinition> features = features(section, context, marks);
    if (problems.none()) {
      reportUnusedMarks(section, marks, features);
    }
    return new SetDefinition(name, digits, signals, families, entities, marks, features);
  }

  private String name(YamlSection set) {
    String name = set.requiredText("name");
    if (name != null && !SET_NAME.matcher(name).matches()) {
      problems.add(
          set.line("name"),
          "A set's name is 1 to 64 lower-case letters, digits and hyphens, a letter first: '"
              + name
              + "'");
    }
    return name == null ? "" : name;
  }

  private Map<String, String> signals(YamlSection set) {
    Map<String, String> signals = new LinkedHashMap<>();
    textMap(set, "signals", signals);
    signals.forEach(
        (signal, privacyClass) -> {
          int line = line(set, "signals", signal);
          if (!SIGNAL.matcher(signal).matches()) {
            problems.add(
                line,
                "A signal's name is 1 to 64 letters, digits, dots and underscores, a letter first:"
                    + " '"
                    + signal
                    + "'");
          }
          if (!SIGNAL_CLASSES.contains(privacyClass)) {
            problems.addWord(
                line,
                "A signal is kept as it is, so it is of no class '" + privacyClass + "'",
                privacyClass,
                SIGNAL_CLASSES);
          }
        });
    if (signals.size() > MOST_SIGNALS) {
      problems.add(
          set.line("signals"),
          "A set has at most %d signals: signals=%d".formatted(MOST_SIGNALS, signals.size()));
      return Map.of();
    }
    return signals;
  }

  private Map<String, String> families(YamlSection set) {
    Map<String, String> families = new LinkedHashMap<>();
    textMap(set, "families", families);
    for (String family : families.keySet()) {
      if (!SetContext.isName(family)) {
        problems.add(
            line(set, "families", family),
            "A family's name " + SetContext.NAME_RULE + ": '" + family + "'");
      }
    }
    return families;
  }

  private void textMap(YamlSection set, String key, Map<String, String> texts) {
    YamlValue value = set.get(key);
    if (value == null) {
      return;
    }
    YamlSection section = YamlSection.of("'" + key + "'", value, problems);
    for (String word : section.keys()) {
      String text = section.text(word);
      if (text != null) {
        texts.put(word, text);
      }
    }
  }

  private static int line(YamlSection set, String key, String word) {
    YamlValue value = set.get(key);
    return value == null ? set.line() : YamlSection.of(key, value, new Problems()).line(word);
  }

  private static Set<String> featureNames(YamlSection set) {
    Set<String> names = new LinkedHashSet<>();
    YamlValue features = set.get("features");
    for (YamlValue feature : features == null ? List.<YamlValue>of() : features.items()) {
      String name = FeatureParser.stated(feature, "name");
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private Map<String, List<String>> entities(YamlSection set, RowLayout layout) {
    SetContext context =
        new SetContext(problems, layout, Map.of(), Set.of(), ZoneOffset.UTC, Set.of(), List.of());
    Map<String, List<String>> entities = new LinkedHashMap<>();
    YamlValue value = set.get("entities");
    if (value == null) {
      return entities;
    }
    List<String> right = context.slots(Kind.TEXT);
    YamlSection section = YamlSection.of("'entities'", value, problems);
    section
        .entries()
        .forEach(
            (entity, entry) -> {
              if (!SetContext.isName(entity)) {
                problems.add(
                    entry.line(),
                    "An entity's name " + SetContext.NAME_RULE + ": '" + entity + "'");
              }
              entities.put(
                  entity, context.slotNames(entry.value(), "Entity '" + entity + "'", right));
            });
    if (entities.size() > MOST_ENTITIES) {
      problems.add(
          value.line(),
          "A set has at most %d entities: entities=%d".formatted(MOST_ENTITIES, entities.size()));
    }
    return entities;
  }

  private List<FeatureDefinition> features(
      YamlSection set, SetContext context, List<MarkDefinition> marks) {
    YamlValue value = set.get("features");
    if (value == null || !value.isList() || value.items().isEmpty()) {
      problems.add(set.line("features"), "The feature set has a list of 'features'");
      return List.of();
    }
    if (value.items().size() > MOST_FEATURES) {
      problems.add(
          value.line(),
          "A set has at most %d features: features=%d"
              .formatted(MOST_FEATURES, value.items().size()));
      return List.of();
    }
    FeatureParser parser = new FeatureParser(context);
    List<FeatureDefinition> features = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    int position = 0;
    for (YamlValue item : value.items()) {
      FeatureDefinition feature = parser.parse(item, ++position);
      if (feature != null) {
        features.add(feature);
        lines.add(item.line());
      }
    }
    new VectorOrder(context, marks).check(features, lines);
    reportRepeatedNames(value.items());
    reportUnusedFamilies(set, context.families(), value.items());
    return features;
  }

  private void reportRepeatedNames(List<YamlValue> features) {
    Map<String, Integer> lines = new HashMap<>();
    for (YamlValue feature : features) {
      String name = FeatureParser.stated(feature, "name");
      Integer first = name == null ? null : lines.putIfAbsent(name, feature.line());
      if (first != null) {
        problems.add(
            feature.line(), "Feature '%s' is there already, on line %d".formatted(name, first));
      }
    }
  }

  private void reportUnusedMarks(
      YamlSection set, List<MarkDefinition> marks, List<FeatureDefinition> features) {
    int used = 0;
    for (FeatureDefinition feature : features) {
      if (feature.computation() instanceof Computation.Aggregate aggregate) {
        used |= aggregate.filter().marked() | aggregate.filter().unmarked();
      }
    }
    for (int i = 0; i < marks.size(); i++) {
      if ((used >>> i & 1) == 0) {
        String mark = marks.get(i).name();
        problems.add(line(set, "marks", mark), "No feature asks for the mark '" + mark + "'");
      }
    }
  }

  private void reportUnusedFamilies(
      YamlSection set, Collection<String> families, List<YamlValue> features) {
    Set<String> used = new HashSet<>();
    features.forEach(feature -> used.add(FeatureParser.stated(feature, "family")));
    for (String family : families) {
      if (!used.contains(family)) {
        problems.add(line(set, "families", family), "No feature is of the family '" + family + "'");
      }
    }
  }
}
