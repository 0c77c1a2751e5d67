package io.alcedo.training.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The JSON of a monitoring report. NaN is written as null: JSON has no number for it. Stateless.
 */
public final class MonitoringJson {
  /** The name of the file beside a model's versions. */
  public static final String FILE = "monitoring.json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private MonitoringJson() {}

  /** Returns a report as a JSON object. */
  public static ObjectNode of(MonitoringReport report) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("model", report.modelName());
    root.put("at", Instant.ofEpochMilli(report.atMillis()).toString());
    ObjectNode drift = root.putObject("drift");
    report.drift().forEach((name, comparison) -> put(drift.putObject(name), comparison));
    ArrayNode open = root.putArray("openAlarms");
    report.open().forEach(open::add);
    ArrayNode alarms = root.putArray("alarms");
    for (DriftAlarm alarm : report.alarms()) {
      alarms
          .addObject()
          .put("at", Instant.ofEpochMilli(TimeUnit.HOURS.toMillis(alarm.hour())).toString())
          .put("feature", alarm.feature())
          .put("statistic", alarm.statistic().name().toLowerCase(Locale.ROOT))
          .put("text", alarm.text());
    }
    ArrayNode versions = root.putArray("versions");
    report.qualities().forEach(quality -> put(versions.addObject(), quality));
    ObjectNode delays = root.putObject("labelDelaySeconds");
    report
        .delays()
        .forEach(
            (share, seconds) ->
                put(delays, String.format(Locale.ROOT, "p%.0f", 100 * share), seconds));
    return root;
  }

  /**
   * Puts a report in the place of the one before, whole or not at all.
   *
   * @param directory that of the model's versions; made where it is missing
   */
  public static void write(MonitoringReport report, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, ".monitoring", ".json");
    try {
      byte[] json = (MAPPER.writeValueAsString(of(report)) + "\n").getBytes(StandardCharsets.UTF_8);
      Files.write(draft, json);
      Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void put(ObjectNode node, Comparison comparison) {
    node.put("values", comparison.values());
    put(node, "shift", comparison.shift());
    put(node, "missing", comparison.missing());
    put(node, "psi", comparison.psi());
    put(node, "median", comparison.median());
    put(node, "usualMedian", comparison.usualMedian());
  }

  private static void put(ObjectNode node, ModelQuality quality) {
    node.put("version", quality.version());
    node.put("from", LocalDate.ofEpochDay(quality.fromDay()).toString());
    node.put("to", LocalDate.ofEpochDay(quality.toDay()).toString());
    node.put("scored", quality.scored());
    node.put("alerts", quality.alerts());
    put(node.putObject("precision"), quality.precision());
    put(node.putObject("recall"), quality.recall());
    put(node.putObject("calibration"), quality.calibration());
    ArrayNode groups = node.putArray("groups");
    for (ModelQuality.Group group : quality.groups()) {
      ObjectNode row = groups.addObject();
      row.put("from", group.from()).put("rows", group.rows());
      row.put("expected", group.expected()).put("observed", group.observed());
      put(row.putObject("ratio"), group.ratio());
    }
  }

  private static void put(ObjectNode node, Estimate estimate) {
    put(node, "value", estimate.value());
    put(node, "low", estimate.low());
    put(node, "high", estimate.high());
    node.put("count", estimate.count());
  }

  private static void put(ObjectNode node, String name, double value) {
    node.put(name, Double.isFinite(value) ? value : null);
  }
}
