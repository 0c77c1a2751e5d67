package io.alcedo.training.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of a run's record. NaN is written as null: JSON has no number for it. Stateless. */
public final class RunJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunJson() {}

  /** Returns a record as a JSON object. */
  public static ObjectNode of(RunRecord run) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("id", run.id());
    root.put("command", run.command());
    root.put("startedAt", run.startedAt().toString());
    root.put("durationSeconds", run.duration().toMillis() / 1000.0);
    root.put("trainer", run.trainer());
    ObjectNode settings = root.putObject("settings");
    run.settings().forEach(settings::put);
    root.put("seed", run.seed());
    root.put("threads", run.threads());
    root.putObject("code").put("version", run.code().version()).put("digest", run.code().digest());
    var data = root.putArray("data");
    run.data()
        .forEach(part -> data.addObject().put("name", part.name()).put("digest", part.digest()));
    RunRecord.Window window = run.window();
    if (window != null) {
      root.putObject("window")
          .put("from", window.from().toString())
          .put("to", window.to().toString());
    }
    root.put("labelDelay", run.labelDelay());
    ObjectNode metrics = root.putObject("metrics");
    run.metrics()
        .forEach((name, value) -> metrics.put(name, Double.isFinite(value) ? value : null));
    root.put("parentVersion", run.parentVersion());
    RunRecord.Bundle bundle = run.bundle();
    if (bundle != null) {
      root.putObject("bundle")
          .put("name", bundle.name())
          .put("version", bundle.version())
          .put("sha256", bundle.sha256());
    }
    return root;
  }

  static byte[] write(RunRecord run) throws IOException {
    return (MAPPER.writeValueAsString(of(run)) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record.
   *
   * @throws IOException where it is none, saying what is missing
   */
  static RunRecord read(byte[] json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    try {
      return record(root);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("A run's record: " + e.getMessage(), e);
    }
  }

  private static RunRecord record(JsonNode root) {
    List<RunRecord.Data> data = new ArrayList<>();
    for (JsonNode part : root.required("data")) {
      data.add(new RunRecord.Data(text(part, "name"), text(part, "digest")));
    }
    Map<String, String> settings = new TreeMap<>();
    root.required("settings")
        .properties()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    Map<String, Double> metrics = new TreeMap<>();
    root.required("metrics")
        .properties()
        .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().asDouble(Double.NaN)));
    JsonNode code = root.required("code");
    return new RunRecord(
        text(root, "id"),
        text(root, "command"),
        Instant.parse(text(root, "startedAt")),
        Duration.ofMillis(Math.round(root.required("durationSeconds").asDouble() * 1000)),
        text(root, "trainer"),
        settings,
        root.required("seed").asLong(),
        root.required("threads").asInt(),
        new CodeVersion(text(code, "version"), text(code, "digest")),
        data,
        window(root.get("window")),
        text(root, "labelDelay"),
        metrics,
        root.path("parentVersion").textValue(),
        bundle(root.get("bundle")));
  }

  private static RunRecord.@Nullable Window window(@Nullable JsonNode node) {
    return node == null
        ? null
        : new RunRecord.Window(Instant.parse(text(node, "from")), Instant.parse(text(node, "to")));
  }

  private static RunRecord.@Nullable Bundle bundle(@Nullable JsonNode node) {
    return node == null
        ? null
        : new RunRecord.Bundle(text(node, "name"), text(node, "version"), text(node, "sha256"));
  }

  private static String text(JsonNode node, String name) {
    return node.required(name).asText();
  }
}
