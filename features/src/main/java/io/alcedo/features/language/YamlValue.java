package io.alcedo.features.language;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value of a YAML file that knows its line. Nothing is converted: a scalar is its text. */
public record YamlValue(Node node) {
  /** Reads a file of one document; reports what is not YAML and returns null then. */
  public static @Nullable YamlValue read(String yaml, Problems problems) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new java.io.StringReader(yaml));
      if (root != null) {
        return new YamlValue(root);
      }
      problems.add(0, "The file is empty");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      problems.add(mark == null ? 0 : mark.getLine() + 1, "This is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      problems.add(0, "This is not YAML: " + e.getMessage());
    }
    return null;
  }

  /** Returns the line, from 1. */
  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** Returns whether it is a map. */
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /** Returns whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** Returns the text of a scalar; null for a list, a map and a scalar without a value. */
  public @Nullable String text() {
    return node instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())
        ? scalar.getValue()
        : null;
  }

  /** Returns the items of a list; the value itself, alone, where it is none. */
  public List<YamlValue> items() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    List<YamlValue> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new YamlValue(item));
    }
    return items;
  }
}
