package io.alcedo.features.language;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * A map of a YAML file, by key, in the file's order; reports keys that stand twice. Immutable once
 * read.
 */
public final class YamlSection {
  /** One key with its line and its value. */
  record Entry(int line, YamlValue value) {}

  private final String title;
  private final int line;
  private final Problems problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private YamlSection(String title, int line, Problems problems) {
    this.title = title;
    this.line = line;
    this.problems = problems;
  }

  /** Reads a map; reports a value that is none and returns an empty section then. */
  public static YamlSection of(String title, YamlValue value, Problems problems) {
    YamlSection section = new YamlSection(title, value.line(), problems);
    if (!(value.node() instanceof MappingNode mapping)) {
      problems.add(value.line(), section.capitalised() + " is a map of keys and values");
      return section;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      YamlValue key = new YamlValue(tuple.getKeyNode());
      String word = key.text();
      if (word == null) {
        problems.add(key.line(), "A key of " + title + " is one word");
      } else if (section.entries.containsKey(word)) {
        problems.add(key.line(), section.capitalised() + " states '" + word + "' twice");
      } else {
        section.entries.put(word, new Entry(key.line(), new YamlValue(tuple.getValueNode())));
      }
    }
    return section;
  }

  /** Returns what messages call this map. */
  public String title() {
    return title;
  }

  /** Returns the line on which the map begins, from 1. */
  public int line() {
    return line;
  }

  Set<String> keys() {
    return entries.keySet();
  }

  Map<String, Entry> entries() {
    return entries;
  }

  /** Returns the value of a key, null where it is missing. */
  public @Nullable YamlValue get(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.value;
  }

  /** Returns the line of a key, that of the section where it lacks the key. */
  public int line(String key) {
    Entry entry = entries.get(key);
    return entry == null ? line : entry.line;
  }

  /** Reports each key that is none of these. */
  public void onlyKeys(Collection<String> right) {
    entries.forEach(
        (key, entry) -> {
          if (!right.contains(key)) {
            problems.addWord(entry.line, "Unknown key '" + key + "' in " + title, key, right);
          }
        });
  }

  /** Returns the text of a key, null where it is missing or no text, which is reported. */
  public @Nullable String requiredText(String key) {
    if (!entries.containsKey(key)) {
      problems.add(line, capitalised() + " has no '" + key + "'");
      return null;
    }
    return text(key);
  }

  /** Returns the text of a key, null where it is missing; one that is no text is reported. */
  @Nullable String text(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    String text = entry.value.text();
    if (text == null || text.isBlank()) {
      problems.add(entry.line, "'" + key + "' of " + title + " is a word or number");
      return null;
    }
    return text;
  }

  /** Returns the whole number of a key within bounds; what is wrong is reported. */
  public int integer(String key, int least, int most, int otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    if (text.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problems.add(
        line(key),
        "'%s' of %s is a whole number from %d to %d: %s=%s"
            .formatted(key, title, least, most, key, text));
    return otherwise;
  }

  /** Returns the number of a key, NaN where it is missing or no number, which is reported. */
  double number(String key) {
    String text = text(key);
    if (text == null) {
      return Double.NaN;
    }
    if (text.matches("[-+]?\\d{1,15}(\\.\\d{1,15})?")) {
      return Double.parseDouble(text) + 0.0;
    }
    problems.add(line(key), "'" + key + "' of " + title + " is a number: '" + text + "'");
    return Double.NaN;
  }

  /** Returns the title as a sentence begins with it. */
  public String capitalised() {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
