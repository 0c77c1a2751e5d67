package io.alcedo.operations.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The typed values of all settings: stated ones, and defaults for the others. Collects every
 * problem on the way instead of stopping at the first one.
 */
final class SettingValues {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private final Map<Setting<?>, Object> values = new HashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> standIns = new HashSet<>();
  private final Function<String, @Nullable String> environment;
  private final List<ConfigProblem> problems;

  private SettingValues(
      Function<String, @Nullable String> environment, List<ConfigProblem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /**
   * Resolves what is stated.
   *
   * @param entries what is stated, later ones in place of earlier ones of the same path
   * @param environment gives the value of an environment variable, or null
   * @param problems takes unknown settings, wrong values and missing settings
   */
  static SettingValues of(
      List<ConfigEntry> entries,
      Function<String, @Nullable String> environment,
      List<ConfigProblem> problems) {
    SettingValues values = new SettingValues(environment, problems);
    Map<String, ConfigEntry> last = new LinkedHashMap<>();
    entries.forEach(entry -> last.put(entry.path(), entry));
    last.values().forEach(values::state);
    for (Setting<?> setting : Settings.ALL) {
      values.complete(setting);
    }
    return values;
  }

  /** Returns the sections in which a value stands in for a wrong or missing one. */
  Set<String> standIns() {
    return standIns;
  }

  /** Returns the value of a setting that always has one. */
  <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new IllegalStateException("A setting has a value: setting=" + setting.name());
    }
    return value;
  }

  /** Returns the value of a setting, or null where it is optional and not stated. */
  @SuppressWarnings("unchecked")
  <T> @Nullable T find(Setting<T> setting) {
    return (T) values.get(setting);
  }

  /**
   * Builds a section, or notes why it cannot be.
   *
   * @param section the section's name
   * @param builder makes the section; throws {@link IllegalArgumentException} with the rule that
   *     its values break together
   */
  <T> @Nullable T section(String section, Supplier<T> builder) {
    try {
      return builder.get();
    } catch (IllegalArgumentException e) {
      int line =
          lines.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(section + "."))
              .mapToInt(Map.Entry::getValue)
              .min()
              .orElse(0);
      problems.add(new ConfigProblem(line, section + ": " + e.getMessage()));
      return null;
    }
  }

  private void state(ConfigEntry entry) {
    Setting<?> setting = Settings.find(entry.path());
    if (setting == null) {
      problems.add(new ConfigProblem(entry.line(), unknown(entry.path())));
      return;
    }
    lines.put(entry.path(), entry.line());
    String text = resolve(entry);
    if (setting.isMap() && entry.path().length() > setting.name().length()) {
      String name = entry.path().substring(setting.name().length() + 1);
      entries(setting).put(name, text == null ? "" : text);
    } else if (text == null) {
      values.put(setting, missingValue(setting));
    } else {
      parse(setting, text, entry.line());
    }
  }

  private static String unknown(String path) {
    return "a setting is known: setting="
        + path
        + NearestWord.of(path, Settings.names()).map(word -> "; nearest: " + word).orElse("");
  }

  /** Returns the text with its environment variables in place, or null where one is not set. */
  private @Nullable String resolve(ConfigEntry entry) {
    Matcher matcher = VARIABLE.matcher(entry.text());
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null) {
        problems.add(
            new ConfigProblem(
                entry.line(),
                entry.path() + ": the environment variable is set: name=" + matcher.group(1)));
        return null;
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  /** A value that stands in for a wrong one, so that a section's own checks still run. */
  private Object missingValue(Setting<?> setting) {
    standIns.add(setting.name().substring(0, setting.name().indexOf('.')));
    String text = setting.defaultText();
    return setting.type().parse(text == null ? setting.example() : text);
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> entries(Setting<?> setting) {
    return (Map<String, String>) values.computeIfAbsent(setting, s -> new LinkedHashMap<>());
  }

  private void parse(Setting<?> setting, String text, int line) {
    try {
      values.put(setting, setting.type().parse(text));
    } catch (IllegalArgumentException e) {
      problems.add(
          new ConfigProblem(
              line, setting.name() + ": " + e.getMessage() + ": " + shown(setting, text)));
      values.put(setting, missingValue(setting));
    }
  }

  private static String shown(Setting<?> setting, String text) {
    return "value=" + (text.length() > 60 ? text.substring(0, 60) + "..." : text);
  }

  private void complete(Setting<?> setting) {
    if (values.containsKey(setting)) {
      return;
    }
    if (setting.required()) {
      problems.add(
          new ConfigProblem(
              0,
              "a setting is stated: setting="
                  + setting.name()
                  + "; for example "
                  + setting.example()));
      values.put(setting, missingValue(setting));
    } else if (setting.isMap()) {
      values.put(setting, Map.of());
    } else if (setting.defaultText() != null) {
      values.put(setting, setting.type().parse(setting.defaultText()));
    }
  }
}
