package io.alcedo.schema.csv;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.privacy.FieldPrivacy;
import io.alcedo.schema.privacy.PrivacyAction;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a {@link CsvMapping}, collecting what is wrong with it. For one mapping. */
final class MappingParser {
  private static final List<String> KEYS =
      List.of("fields", "signals", "fraud", "label_delay", "label_time", "outcome", "separator");
  private static final String DELAY = "delay";

  private final String source;
  private final Set<String> problems = new LinkedHashSet<>();

  char separator = ',';
  final List<Cell> transaction = new ArrayList<>();
  final List<Cell> signals = new ArrayList<>();
  @Nullable Cell fraud;
  @Nullable Duration labelDelay;
  @Nullable Cell labelTime;
  final List<Cell> outcome = new ArrayList<>();
  Duration outcomeDelay = Duration.ofSeconds(1);

  MappingParser(String source) {
    this.source = source;
  }

  String source() {
    return source;
  }

  CsvMapping parse(String yaml) {
    YamlMap root = new YamlMap(compose(yaml), "", problems);
    root.allow(KEYS);
    readSeparator(root);
    YamlMap fields = root.map("fields");
    readRecord(Transaction.getClassSchema(), fields, Set.of("signals"), Set.of(), transaction);
    readSignals(root.map("signals"));
    readLabel(root);
    if (root.has("outcome")) {
      readOutcome(root.map("outcome"));
    }
    if (!problems.isEmpty()) {
      throw new CsvMappingException(source, List.copyOf(problems));
    }
    return new CsvMapping(this);
  }

  private @Nullable Node compose(String yaml) {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      String line =
          e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1) + ": ";
      throw new CsvMappingException(source, List.of(line + "is no YAML: " + e.getProblem()));
    } catch (YAMLException e) {
      throw new CsvMappingException(source, List.of("is no YAML"));
    }
  }

  private void readSeparator(YamlMap root) {
    String text = root.text("separator");
    if (text != null && (text.length() != 1 || text.equals("\""))) {
      root.problem("separator", "must be one character and not the quote");
    } else if (text != null) {
      separator = text.charAt(0);
    }
  }

  private void readRecord(
      Schema schema, YamlMap map, Set<String> elsewhere, Set<String> further, List<Cell> cells) {
    List<String> known = new ArrayList<>(further);
    for (Schema.Field field : schema.getFields()) {
      if (!elsewhere.contains(field.name())) {
        known.add(field.name());
        if (map.has(field.name())) {
          add(cell(field, map), cells);
        } else if (!field.hasDefaultValue() && further.isEmpty()) {
          map.problem(field.name(), "must be mapped");
        }
      }
    }
    map.allow(known);
  }

  private void readSignals(YamlMap map) {
    for (String name : map.keys()) {
      add(cell(new Position(name, -1, null, false, true), map, NumberFormat.DOUBLE), signals);
    }
  }

  private void readLabel(YamlMap root) {
    String key = "fraud";
    if (root.has(key)) {
      YamlMap options = root.node(key) instanceof ScalarNode ? null : root.map(key);
      List<String> frauds = options == null ? List.of() : options.texts("fraud");
      List<String> genuine = options == null ? List.of() : options.texts("genuine");
      CellFormat format =
          new FraudFormat(
              frauds.isEmpty() ? FraudFormat.FRAUD : frauds,
              genuine.isEmpty() ? FraudFormat.GENUINE : genuine);
      fraud = cell(new Position(key, -1, null, false, false), root, format, "fraud", "genuine");
      if (!root.has("label_delay") && !root.has("label_time")) {
        root.problem(key, "needs label_delay or label_time: when labels become known");
      }
    } else if (root.has("label_delay") || root.has("label_time")) {
      root.problem(root.has("label_delay") ? "label_delay" : "label_time", "needs fraud");
    }
    labelDelay = duration(root, "label_delay");
    if (root.has("label_time")) {
      labelTime = timeCell(new Position("label_time", -1, null, false, false), root);
    }
  }

  private void readOutcome(YamlMap map) {
    Set<String> ofTransaction = Set.of("transactionId", "tenant");
    readRecord(Outcome.getClassSchema(), map, ofTransaction, Set.of(DELAY), outcome);
    if (!map.has("action")) {
      map.problem("action", "must be mapped");
    }
    Duration delay = duration(map, DELAY);
    if (delay != null) {
      outcomeDelay = delay;
    }
  }

  private @Nullable Cell cell(Schema.Field field, YamlMap fields) {
    Schema schema = nonNull(field.schema());
    Object absent = field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null;
    boolean secret = FieldPrivacy.of(field).action() != PrivacyAction.KEEP;
    Position position =
        new Position(field.name(), field.pos(), absent, !field.hasDefaultValue(), secret);
    return switch (schema.getType()) {
      case ENUM -> enumCell(position, fields, schema);
      case INT -> cell(position, fields, NumberFormat.INT);
      case DOUBLE -> cell(position, fields, NumberFormat.DOUBLE);
      case LONG ->
          schema.getLogicalType() != null
              ? timeCell(position, fields)
              : amountCell(position, fields);
      default -> {
        Map<String, String> values = options(field.name(), fields).translations("values");
        yield cell(position, fields, new TextFormat(values), "values");
      }
    };
  }

  private @Nullable Cell enumCell(Position position, YamlMap fields, Schema schema) {
    Map<String, String> values = options(position.name(), fields).translations("values");
    CellFormat format = new EnumFormat(schema, Map.of());
    try {
      format = new EnumFormat(schema, values);
    } catch (IllegalArgumentException e) {
      fields.problem(position.name(), "has values, each of which " + e.getMessage());
    }
    return cell(position, fields, format, "values");
  }

  private @Nullable Cell amountCell(Position position, YamlMap fields) {
    YamlMap options = options(position.name(), fields);
    String unit = options.has("unit") ? options.text("unit") : "minor";
    if (!"minor".equals(unit) && !"major".equals(unit)) {
      options.problem("unit", "must be minor or major");
    }
    String digits = options.has("digits") ? options.text("digits") : "2";
    if (digits == null || !digits.matches("[0-" + AmountFormat.MOST_DIGITS + "]")) {
      options.problem("digits", "must be 0 to " + AmountFormat.MOST_DIGITS);
      digits = "2";
    }
    AmountFormat format = new AmountFormat("major".equals(unit) ? Integer.parseInt(digits) : 0);
    return cell(position, fields, format, "unit", "digits");
  }

  private @Nullable Cell timeCell(Position position, YamlMap fields) {
    CellFormat format = new TimeOptions(options(position.name(), fields)).format();
    return cell(position, fields, format, "format", "zone", "origin");
  }

  private @Nullable Cell cell(
      Position at, YamlMap fields, CellFormat format, String... furtherKeys) {
    if (fields.node(at.name()) instanceof ScalarNode) {
      String column = fields.text(at.name());
      return column == null ? null : at.cell(column, null, format);
    }
    YamlMap options = fields.map(at.name());
    List<String> keys = new ArrayList<>(List.of("column", "constant"));
    keys.addAll(List.of(furtherKeys));
    options.allow(keys);
    if (options.has("column") == options.has("constant")) {
      fields.problem(at.name(), "must have a column or a constant");
      return null;
    }
    String text = options.text(options.has("column") ? "column" : "constant");
    if (text == null) {
      return null;
    }
    try {
      return options.has("column")
          ? at.cell(text, null, format)
          : at.cell(null, format.read(text), format);
    } catch (IllegalArgumentException e) {
      options.problem("constant", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Returns the options of a field; none where a text names its column. */
  private static YamlMap options(String name, YamlMap fields) {
    return fields.node(name) instanceof ScalarNode
        ? new YamlMap(null, "", new ArrayList<>())
        : fields.map(name);
  }

  private static @Nullable Duration duration(YamlMap map, String key) {
    String text = map.text(key);
    Duration duration = text == null ? null : DurationText.parse(text);
    if (text != null && duration == null) {
      map.problem(key, "must be a duration such as 7d, 12h or PT30M");
    }
    return duration;
  }

  private static Schema nonNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
  }

  private static void add(@Nullable Cell cell, List<Cell> cells) {
    if (cell != null) {
      cells.add(cell);
    }
  }

  /** A cell without its source. */
  private record Position(
      String name, int position, @Nullable Object absent, boolean required, boolean secret) {
    Cell cell(@Nullable String column, @Nullable Object constant, CellFormat format) {
      return new Cell(name, position, column, constant, absent, required, secret, format);
    }
  }
}
