package io.alcedo.schema.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML map with the lines of its entries; reports what it holds otherwise as problems. */
final class YamlMap {
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final String where;
  private final Collection<String> problems;

  YamlMap(@Nullable Node node, String where, Collection<String> problems) {
    this.where = where;
    this.problems = problems;
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (entries.put(key, entry.getValueNode()) != null) {
          problem(entry.getKeyNode(), key, "is stated twice");
        }
      }
    } else if (node != null) {
      problem(node, "", "must be a map");
    }
  }

  Collection<String> keys() {
    return entries.keySet();
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  @Nullable Node node(String key) {
    return entries.get(key);
  }

  /** Returns the map at a key; an empty one where there is none. */
  YamlMap map(String key) {
    return new YamlMap(entries.get(key), path(key), problems);
  }

  /** Returns the text at a key, or null where there is none. */
  @Nullable String text(String key) {
    Node node = entries.get(key);
    if (node instanceof ScalarNode scalar && !scalar.getValue().isEmpty()) {
      return scalar.getValue();
    }
    if (node != null) {
      problem(node, key, "must be a text");
    }
    return null;
  }

  /** Returns the texts of a list at a key. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    Node node = entries.get(key);
    if (node instanceof SequenceNode list
        && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      list.getValue().forEach(item -> texts.add(((ScalarNode) item).getValue()));
    } else if (node != null) {
      problem(node, key, "must be a list of texts");
    }
    return texts;
  }

  /** Returns the texts of a map at a key. */
  Map<String, String> translations(String key) {
    Map<String, String> translations = new LinkedHashMap<>();
    YamlMap map = map(key);
    for (String from : map.keys()) {
      String to = map.text(from);
      if (to != null) {
        translations.put(from, to);
      }
    }
    return translations;
  }

  /** Reports each key that is none of these. */
  void allow(Collection<String> known) {
    entries.forEach(
        (key, node) -> {
          if (!known.contains(key)) {
            problem(node, key, "is not known here" + NearestWord.hint(key, known));
          }
        });
  }

  /** Reports a problem with the entry at a key. */
  void problem(String key, String text) {
    problem(entries.get(key), key, text);
  }

  private void problem(@Nullable Node node, String key, String text) {
    String line = node == null ? "" : "line " + (node.getStartMark().getLine() + 1) + ": ";
    problems.add(line + path(key) + " " + text);
  }

  private String path(String key) {
    return where.isEmpty() ? key : key.isEmpty() ? where : where + "." + key;
  }
}
