package io.alcedo.retraining.verdict;

import io.alcedo.features.language.Problem;
import io.alcedo.features.language.Problems;
import io.alcedo.features.language.YamlSection;
import io.alcedo.features.language.YamlValue;
import io.alcedo.schema.FeedbackSource;
import io.alcedo.schema.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a verdict table and reports all that is wrong with it. */
final class VerdictTableParser {
  private static final List<String> ROOT_KEYS = List.of("name", "rules");
  private static final List<String> RULE_KEYS =
      List.of(
          "source", "stated", "scheme", "codes", "fraud_types", "stage", "meaning", "rank", "why");

  private final Problems problems = new Problems();

  /** What a file states; of use only where there are no problems. */
  record Result(String name, List<VerdictRule> rules, List<Problem> problems) {}

  static Result parse(String yaml) {
    return new VerdictTableParser().table(yaml);
  }

  private Result table(String yaml) {
    List<VerdictRule> rules = new ArrayList<>();
    String name = null;
    YamlValue root = YamlValue.read(yaml, problems);
    if (root != null) {
      YamlSection section = YamlSection.of("the table", root, problems);
      section.onlyKeys(ROOT_KEYS);
      name = section.requiredText("name");
      YamlValue list = section.get("rules");
      if (list == null || !list.isList() || list.items().isEmpty()) {
        problems.add(section.line("rules"), "'rules' is a list of at least one rule");
      } else {
        rules(list, rules);
      }
    }
    return new Result(name == null ? "" : name, rules, problems.sorted());
  }

  private void rules(YamlValue list, List<VerdictRule> rules) {
    Set<FeedbackSource> covered = EnumSet.noneOf(FeedbackSource.class);
    int number = 1;
    for (YamlValue item : list.items()) {
      YamlSection section = YamlSection.of("rule " + number, item, problems);
      number++;
      if (item.isMap()) {
        VerdictRule rule = rule(section);
        if (rule != null) {
          rules.add(rule);
          if (problems.none()) {
            cover(rule, covered, section);
          }
        }
      }
    }
    if (problems.none()) {
      sources().stream()
          .filter(source -> !covered.contains(source))
          .forEach(
              source ->
                  problems.add(
                      list.line(),
                      "A last rule takes all that is left of a source: source=" + source));
    }
  }

  /** A rule behind one that takes everything of its sources would never be reached. */
  private void cover(VerdictRule rule, Set<FeedbackSource> covered, YamlSection section) {
    List<FeedbackSource> own = rule.sources().isEmpty() ? sources() : rule.sources();
    if (covered.containsAll(own)) {
      problems.add(
          section.line(), section.capitalised() + " is never reached: earlier ones take it all");
    }
    if (rule.stated().isEmpty()
        && rule.schemes().isEmpty()
        && rule.codes().isEmpty()
        && rule.fraudTypes().isEmpty()
        && rule.stages().isEmpty()) {
      covered.addAll(own);
    }
  }

  private @Nullable VerdictRule rule(YamlSection section) {
    section.onlyKeys(RULE_KEYS);
    List<FeedbackSource> sources = words(section, "source", FeedbackSource.class, sources());
    List<Verdict> stated = words(section, "stated", Verdict.class, stated());
    List<String> schemes = texts(section, "scheme").stream().map(Report::plain).toList();
    List<CodePattern> codes = codes(section, "codes");
    List<CodePattern> fraudTypes = codes(section, "fraud_types");
    List<Stage> stages = words(section, "stage", Stage.class, Arrays.asList(Stage.values()));
    String word = section.requiredText("meaning");
    Meaning meaning =
        word == null
            ? null
            : word(section, "meaning", word, Meaning.class, Arrays.asList(Meaning.values()));
    String why = section.requiredText("why");
    int rank = rank(section, meaning);
    if (meaning == null || why == null) {
      return null;
    }
    return new VerdictRule(sources, stated, schemes, codes, fraudTypes, stages, meaning, rank, why);
  }

  private int rank(YamlSection section, @Nullable Meaning meaning) {
    boolean counts = meaning == Meaning.AS_STATED || (meaning != null && meaning.stands());
    if (counts && section.requiredText("rank") != null) {
      return section.integer("rank", 1, Ruling.MOST_RANK, 1);
    }
    if (meaning != null && !counts && section.get("rank") != null) {
      problems.add(
          section.line("rank"),
          "A rule that says nothing of fraud has no 'rank': meaning=" + meaning);
    }
    return 0;
  }

  private List<CodePattern> codes(YamlSection section, String key) {
    List<CodePattern> codes = new ArrayList<>();
    for (String text : texts(section, key)) {
      try {
        codes.add(CodePattern.parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(
            section.line(key), "Of '" + key + "' of " + section.title() + " " + e.getMessage());
      }
    }
    return codes;
  }

  private <E extends Enum<E>> List<E> words(
      YamlSection section, String key, Class<E> type, List<E> right) {
    List<E> words = new ArrayList<>();
    for (String text : texts(section, key)) {
      E word = word(section, key, text, type, right);
      if (word != null) {
        words.add(word);
      }
    }
    return words;
  }

  private <E extends Enum<E>> @Nullable E word(
      YamlSection section, String key, String text, Class<E> type, List<E> right) {
    for (E candidate : right) {
      if (candidate.name().equals(text)) {
        return candidate;
      }
    }
    problems.addWord(
        section.line(key),
        "'" + key + "' of " + section.title() + " is a " + name(type) + ": '" + text + "'",
        text,
        right.stream().map(Enum::name).toList());
    return null;
  }

  /** Returns the texts of a key, one or a list; none where it is missing. */
  private List<String> texts(YamlSection section, String key) {
    List<String> texts = new ArrayList<>();
    YamlValue value = section.get(key);
    if (value != null) {
      for (YamlValue item : value.items()) {
        String text = item.text();
        if (text == null || text.isBlank()) {
          problems.add(item.line(), "'" + key + "' of " + section.title() + " is a list of words");
        } else {
          texts.add(text);
        }
      }
      if (value.isList() && value.items().isEmpty()) {
        problems.add(value.line(), "'" + key + "' of " + section.title() + " is not empty");
      }
    }
    return texts;
  }

  private static String name(Class<?> type) {
    return type == FeedbackSource.class ? "source" : type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static List<FeedbackSource> sources() {
    return Arrays.stream(FeedbackSource.values())
        .filter(source -> source != FeedbackSource.UNKNOWN)
        .toList();
  }

  private static List<Verdict> stated() {
    return Arrays.asList(Verdict.values());
  }
}
