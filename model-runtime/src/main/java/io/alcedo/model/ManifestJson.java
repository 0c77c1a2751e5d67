package io.alcedo.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON of a manifest. NaN is written as null: JSON has no number for it. */
final class ManifestJson {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  static byte[] write(BundleManifest manifest) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("name", manifest.name());
    root.put("version", manifest.version());
    root.put("createdAt", manifest.createdAt().toString());
    root.put("target", manifest.target().name());
    ArrayNode features = root.putArray("features");
    manifest.features().forEach(feature -> writeFeature(features.addObject(), feature));
    ObjectNode input = root.putObject("input").put("name", manifest.input().name());
    ArrayNode shape = input.putArray("shape");
    manifest.input().shape().forEach(shape::add);
    root.putObject("output").put("name", manifest.output().name());
    root.putObject("thresholds")
        .put("review", manifest.thresholds().review())
        .put("decline", manifest.thresholds().decline());
    root.putObject("trainingWindow")
        .put("from", manifest.trainingWindow().from().toString())
        .put("to", manifest.trainingWindow().to().toString());
    ObjectNode metrics = root.putObject("metrics");
    manifest.metrics().forEach((name, value) -> putNumber(metrics, name, value));
    root.put("parentVersion", manifest.parentVersion());
    ArrayNode vectors = root.putArray("goldenVectors");
    manifest.goldenVectors().forEach(vector -> writeVector(vectors.addObject(), vector));
    ObjectNode files = root.putObject("files");
    manifest.files().forEach(files::put);
    return bytes(root);
  }

  private static void writeFeature(ObjectNode node, ModelFeature feature) {
    node.put("name", feature.name());
    node.put("hash", feature.hash());
    node.put("family", feature.family());
    putNumber(node, "median", feature.median());
    putNumber(node, "deviation", feature.deviation());
  }

  private static void writeVector(ObjectNode node, GoldenVector vector) {
    ArrayNode values = node.putArray("values");
    for (float value : vector.values()) {
      if (Float.isNaN(value)) {
        values.addNull();
      } else {
        values.add(value);
      }
    }
    node.put("score", vector.score());
  }

  private static void putNumber(ObjectNode node, String name, float value) {
    if (Float.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  private static void putNumber(ObjectNode node, String name, double value) {
    if (Double.isNaN(value)) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }

  private static byte[] bytes(ObjectNode root) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(lines);
    try {
      byte[] json = MAPPER.writer(printer).writeValueAsBytes(root);
      byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
      line[json.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always written", e);
    }
  }

  static BundleManifest read(byte[] json) throws BundleException {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (IOException e) {
      throw new BundleException(
          BundleProblem.UNREADABLE_MANIFEST, "The manifest is no JSON: " + e.getMessage(), e);
    }
    List<String> problems = new ArrayList<>();
    BundleManifest manifest = new ManifestReader(problems).manifest(root);
    if (manifest == null || !problems.isEmpty()) {
      throw new BundleException(
          BundleProblem.UNREADABLE_MANIFEST,
          "The manifest has " + problems.size() + " problems: " + String.join("; ", problems));
    }
    return manifest;
  }
}
