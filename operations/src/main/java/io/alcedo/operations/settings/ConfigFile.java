package io.alcedo.operations.settings;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Flattens a YAML file into entries: the names of the sections joined by dots, the text of the
 * value (a list's items joined by commas), and the line. Only the shape is judged here.
 */
final class ConfigFile {
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private ConfigFile() {}

  /**
   * Reads the entries of a YAML text.
   *
   * @param problems takes what is wrong with the file's shape
   */
  static List<ConfigEntry> read(String yaml, List<ConfigProblem> problems) {
    ConfigFile file = new ConfigFile();
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      Node root = new Yaml(options).compose(new StringReader(yaml));
      if (root instanceof MappingNode sections) {
        file.mapping("", sections);
      } else if (root != null && !isNothing(root)) {
        file.problem(root, "a configuration is made of sections");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      file.problems.add(new ConfigProblem(line, "the file is YAML: " + e.getProblem()));
    }
    problems.addAll(file.problems);
    return file.entries;
  }

  private void mapping(String prefix, MappingNode node) {
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        value(prefix + key.getValue(), key, tuple.getValueNode());
      } else {
        problem(tuple.getKeyNode(), "the name of a setting is a word");
      }
    }
  }

  private void value(String path, ScalarNode key, Node value) {
    if (value instanceof MappingNode section) {
      mapping(path + ".", section);
    } else if (value instanceof SequenceNode list) {
      add(key, path, items(list));
    } else if (value instanceof ScalarNode scalar && !isNothing(scalar)) {
      add(key, path, scalar.getValue());
    }
  }

  private String items(SequenceNode list) {
    List<String> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      if (item instanceof ScalarNode scalar) {
        items.add(scalar.getValue());
      } else {
        problem(item, "the items of a list are words");
      }
    }
    return String.join(",", items);
  }

  private void add(ScalarNode key, String path, String text) {
    if (seen.add(path)) {
      entries.add(new ConfigEntry(path, text, line(key)));
    } else {
      problem(key, "a setting is stated once: setting=" + path);
    }
  }

  private void problem(Node node, String message) {
    problems.add(new ConfigProblem(line(node), message));
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
