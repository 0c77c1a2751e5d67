package io.alcedo.features;

import io.alcedo.features.language.FeatureDefinition;
import io.alcedo.features.language.Problem;
import io.alcedo.features.language.SetDefinition;
import io.alcedo.features.language.SetParser;
import io.alcedo.schema.row.RowLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A feature set as its YAML file states it, checked. The language is described in {@code
 * docs/features.md}. Immutable and thread-safe.
 */
public final class FeatureSet {
  /** The names of the feature sets that ship with the product. */
  public static final List<String> SHIPPED = List.of("card-payments", "card-risk", "handbook");

  private final SetDefinition definition;
  private final String yaml;

  private FeatureSet(SetDefinition definition, String yaml) {
    this.definition = definition;
    this.yaml = yaml;
  }

  /**
   * Reads a feature set.
   *
   * @param yaml the text of the file
   * @param source the file's name, for messages
   * @throws FeatureSetException naming all mistakes at once, where there are any
   */
  public static FeatureSet parse(String yaml, String source) throws FeatureSetException {
    SetParser.Result result = SetParser.parse(yaml);
    if (result.set() == null) {
      throw new FeatureSetException(source, result.problems());
    }
    return new FeatureSet(result.set(), yaml);
  }

  /**
   * Returns a shipped feature set ({@code card-payments}, {@code card-risk}, {@code handbook}), or
   * reads the file of this path.
   *
   * @throws FeatureSetException where there is no such set or file, or it has mistakes
   */
  public static FeatureSet named(String shippedNameOrPath) throws FeatureSetException {
    try {
      if (SHIPPED.contains(shippedNameOrPath)) {
        String resource = shippedNameOrPath + ".yaml";
        return parse(resource(resource), resource);
      }
      return parse(Files.readString(Path.of(shippedNameOrPath)), shippedNameOrPath);
    } catch (IOException | InvalidPathException e) {
      String message =
          "There is no readable file of this name, and the shipped feature sets are "
              + String.join(", ", SHIPPED);
      throw new FeatureSetException(shippedNameOrPath, List.of(new Problem(0, message)));
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = FeatureSet.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("A shipped feature set is a resource: name=" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  SetDefinition definition() {
    return definition;
  }

  /** Returns the set's name. */
  public String name() {
    return definition.name();
  }

  /** Returns the text that {@link #parse} read, to carry the set to where it is compiled again. */
  public String yaml() {
    return yaml;
  }

  /** Returns the features' names, in the order of the vector. */
  public List<String> featureNames() {
    return definition.features().stream().map(FeatureDefinition::name).toList();
  }

  /** Returns the declared signals: name to privacy class. */
  public Map<String, String> signals() {
    return definition.signals();
  }

  /** Returns the row layout that has a slot for each declared signal. */
  public RowLayout layout() {
    return definition.layout();
  }

  /** Compiles the set for rows of its own {@link #layout}. */
  public FeaturePlan compile() {
    return compile(layout());
  }

  /**
   * Compiles the set for rows of a layout, which may have more signals than the set declares.
   *
   * @throws IllegalArgumentException where the layout lacks a slot that the set reads
   */
  public FeaturePlan compile(RowLayout layout) {
    return new PlanCompiler(definition, layout).compile();
  }
}
