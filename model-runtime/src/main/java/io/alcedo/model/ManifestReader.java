package io.alcedo.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a manifest's tree, noting every problem with its path instead of ending at the first. */
final class ManifestReader {
  private final List<String> problems;

  ManifestReader(List<String> problems) {
    this.problems = problems;
  }

  @Nullable BundleManifest manifest(JsonNode root) {
    Fields fields = new Fields("", root);
    String name = fields.text("name");
    String version = fields.text("version");
    Instant createdAt = fields.instant("createdAt");
    ExecutionTarget target = target(fields.text("target"));
    List<ModelFeature> features = features(fields.array("features"));
    ModelInput input = input(new Fields("input", fields.take("input")));
    Fields out = new Fields("output", fields.take("output"));
    String output = out.text("name");
    out.end();
    Thresholds thresholds = thresholds(new Fields("thresholds", fields.take("thresholds")));
    TrainingWindow window = window(new Fields("trainingWindow", fields.take("trainingWindow")));
    Map<String, Double> metrics = numbers("metrics", fields.take("metrics"));
    String parent = fields.textOrNull("parentVersion");
    List<GoldenVector> vectors = vectors(fields.array("goldenVectors"));
    Map<String, String> files = texts("files", fields.take("files"));
    fields.end();
    if (!problems.isEmpty()
        || createdAt == null
        || target == null
        || input == null
        || thresholds == null
        || window == null) {
      return null;
    }
    return made(
        "manifest",
        () ->
            new BundleManifest(
                name,
                version,
                createdAt,
                features,
                input,
                new ModelOutput(output),
                thresholds,
                window,
                metrics,
                parent,
                vectors,
                files,
                target));
  }

  private @Nullable ExecutionTarget target(String name) {
    for (ExecutionTarget target : ExecutionTarget.values()) {
      if (target.name().equals(name)) {
        return target;
      }
    }
    if (!name.isEmpty()) {
      problems.add("target is one of " + Arrays.toString(ExecutionTarget.values()) + ": " + name);
    }
    return null;
  }

  private List<ModelFeature> features(List<JsonNode> nodes) {
    List<ModelFeature> features = new ArrayList<>();
    for (JsonNode node : nodes) {
      String path = "features[" + features.size() + "]";
      Fields fields = new Fields(path, node);
      String name = fields.text("name");
      String hash = fields.text("hash");
      String family = fields.text("family");
      float median = (float) fields.numberOrNaN("median");
      float deviation = (float) fields.numberOrNaN("deviation");
      fields.end();
      ModelFeature feature =
          made(path, () -> new ModelFeature(name, hash, family, median, deviation));
      if (feature == null) {
        break;
      }
      features.add(feature);
    }
    return features;
  }

  private @Nullable ModelInput input(Fields fields) {
    String name = fields.text("name");
    List<Long> shape = new ArrayList<>();
    for (JsonNode node : fields.array("shape")) {
      if (node.isIntegralNumber()) {
        shape.add(node.longValue());
      } else {
        problems.add("input.shape holds whole numbers: " + node);
      }
    }
    fields.end();
    return made("input", () -> new ModelInput(name, shape));
  }

  private @Nullable Thresholds thresholds(Fields fields) {
    double review = fields.numberOrNaN("review");
    double decline = fields.numberOrNaN("decline");
    fields.end();
    return made("thresholds", () -> new Thresholds(review, decline));
  }

  private @Nullable TrainingWindow window(Fields fields) {
    Instant from = fields.instant("from");
    Instant to = fields.instant("to");
    fields.end();
    if (from == null || to == null) {
      return null;
    }
    return made("trainingWindow", () -> new TrainingWindow(from, to));
  }

  private List<GoldenVector> vectors(List<JsonNode> nodes) {
    List<GoldenVector> vectors = new ArrayList<>();
    for (JsonNode node : nodes) {
      String path = "goldenVectors[" + vectors.size() + "]";
      Fields fields = new Fields(path, node);
      List<Float> values = new ArrayList<>();
      for (JsonNode value : fields.array("values")) {
        values.add((float) number(path + ".values", value));
      }
      float score = (float) fields.numberOrNaN("score");
      fields.end();
      GoldenVector vector = made(path, () -> new GoldenVector(values, score));
      if (vector == null) {
        break;
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private Map<String, Double> numbers(String path, @Nullable JsonNode node) {
    Map<String, Double> values = new TreeMap<>();
    for (String key : keys(path, node)) {
      values.put(key, number(path + "." + key, node == null ? null : node.get(key)));
    }
    return values;
  }

  private Map<String, String> texts(String path, @Nullable JsonNode node) {
    Fields fields = new Fields(path, node);
    Map<String, String> values = new TreeMap<>();
    for (String key : keys("", node)) {
      values.put(key, fields.text(key));
    }
    return values;
  }

  private List<String> keys(String path, @Nullable JsonNode node) {
    List<String> keys = new ArrayList<>();
    if (node != null && node.isObject()) {
      node.fieldNames().forEachRemaining(keys::add);
    } else if (node != null && !path.isEmpty()) {
      problems.add(path + " is an object");
    }
    return keys;
  }

  private double number(String path, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Double.NaN;
    }
    if (!node.isNumber()) {
      problems.add(path + " is a number or null: " + node);
    }
    return node.doubleValue();
  }

  private <T> @Nullable T made(String path, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      problems.add(path + ": " + e.getMessage());
      return null;
    }
  }

  /** The keys of one object, each taken once; what is left at the end is unknown. */
  private final class Fields {
    private final String prefix;
    private final Map<String, JsonNode> left = new TreeMap<>();
    private final boolean there;

    Fields(String path, @Nullable JsonNode node) {
      this.prefix = path.isEmpty() ? "" : path + ".";
      this.there = node != null && node.isObject();
      if (node != null && there) {
        node.fields().forEachRemaining(field -> left.put(field.getKey(), field.getValue()));
      } else if (node != null) {
        problems.add((path.isEmpty() ? "the manifest" : path) + " is an object");
      }
    }

    @Nullable JsonNode take(String key) {
      JsonNode node = left.remove(key);
      if (node == null && there) {
        problems.add(prefix + key + " is missing");
      }
      return node;
    }

    String text(String key) {
      JsonNode node = take(key);
      if (node != null && (!node.isTextual() || node.asText().isEmpty())) {
        problems.add(prefix + key + " is a text: " + node);
      }
      return node == null ? "" : node.asText();
    }

    @Nullable String textOrNull(String key) {
      JsonNode node = left.get(key);
      if (node != null && node.isNull()) {
        left.remove(key);
        return null;
      }
      return text(key);
    }

    @Nullable Instant instant(String key) {
      String text = text(key);
      if (text.isEmpty()) {
        return null;
      }
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        problems.add(prefix + key + " is a time such as 2026-01-31T12:00:00Z: " + text);
        return null;
      }
    }

    double numberOrNaN(String key) {
      return number(prefix + key, take(key));
    }

    List<JsonNode> array(String key) {
      JsonNode node = take(key);
      List<JsonNode> nodes = new ArrayList<>();
      if (node != null && node.isArray()) {
        node.forEach(nodes::add);
      } else if (node != null) {
        problems.add(prefix + key + " is an array");
      }
      return nodes;
    }

    void end() {
      left.keySet().forEach(key -> problems.add(prefix + key + " is unknown"));
    }
  }
}
