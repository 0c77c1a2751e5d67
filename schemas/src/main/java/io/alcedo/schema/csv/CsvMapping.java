package io.alcedo.schema.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a CSV file gives which field of a transaction, its label and its outcome.
 * Immutable and thread-safe.
 *
 * <p>A mapping is YAML:
 *
 * <pre>{@code
 * fields:                       # fields of Transaction; a text is a column's name
 *   transactionId: ID
 *   tenant: {constant: north}   # the same in every row
 *   eventTime: {column: WHEN, format: iso, zone: Europe/Paris}
 *   amountMinor: {column: AMOUNT, unit: major, digits: 2}
 *   baseAmountMinor: {column: AMOUNT, unit: major}
 *   currency: {constant: EUR}
 *   cardNumber: CARD
 *   channel: {column: CHANNEL, values: {web: ONLINE, pos: IN_STORE}}
 * signals: {age: ACCOUNT_AGE}   # entries of Transaction.signals
 * fraud: FRAUD                  # or {column: C, fraud: [F], genuine: [G]}
 * label_delay: 7d               # the label is known so long after the event
 * label_time: {column: LABELLED_AT}   # or at this time
 * outcome:                      # fields of Outcome, and
 *   action: {column: STATUS, values: {ok: SETTLED}}
 *   delay: 1s                   # how long after the event, where occurredAt is not mapped
 * separator: ";"                # of columns; a comma where it is left out
 * }</pre>
 *
 * <p>Times have a {@code format}: {@code iso} (default; local or with an offset), {@code
 * epoch_seconds} or {@code epoch_millis} (from {@code origin}, default 1970), or a pattern of
 * {@link java.time.format.DateTimeFormatter}; local ones are of {@code zone} (default UTC). Amounts
 * are in {@code unit: minor} (default) or {@code major} with {@code digits} decimals (default 2).
 * An empty cell is the field's default, an error where it has none, and no label or outcome where
 * it is that column.
 */
public final class CsvMapping {
  private static final int MOST_BYTES = 1 << 20;

  private final String source;
  final char separator;
  final List<Cell> transaction;
  final List<Cell> signals;
  final @Nullable Cell fraud;
  final @Nullable Duration labelDelay;
  final @Nullable Cell labelTime;
  final List<Cell> outcome;
  final Duration outcomeDelay;

  CsvMapping(MappingParser parser) {
    source = parser.source();
    separator = parser.separator;
    transaction = List.copyOf(parser.transaction);
    signals = List.copyOf(parser.signals);
    fraud = parser.fraud;
    labelDelay = parser.labelDelay;
    labelTime = parser.labelTime;
    outcome = List.copyOf(parser.outcome);
    outcomeDelay = parser.outcomeDelay;
  }

  /**
   * Reads a mapping from YAML text.
   *
   * @param source what to call the text in errors
   * @throws CsvMappingException with all problems at once, each with its line
   */
  public static CsvMapping parse(String yaml, String source) {
    return new MappingParser(source).parse(yaml);
  }

  /**
   * Returns the mapping that ships under this name ({@code handbook}), or the one in the file at
   * this path.
   *
   * @throws CsvMappingException with all problems at once, or where there is neither
   */
  public static CsvMapping named(String nameOrPath) {
    try {
      if (nameOrPath.matches("[a-z][a-z0-9-]*")) {
        String resource = "/mappings/" + nameOrPath + ".yaml";
        try (InputStream in = CsvMapping.class.getResourceAsStream(resource)) {
          if (in != null) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), nameOrPath);
          }
        }
      }
      Path path = Path.of(nameOrPath);
      if (!Files.isRegularFile(path)) {
        throw problem(
            nameOrPath, "there is no file of this name, and the mapping that ships is handbook");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw problem(nameOrPath, "the file is larger than 1 MiB");
      }
      return parse(Files.readString(path), nameOrPath);
    } catch (IOException e) {
      throw problem(nameOrPath, "the file cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** Returns what the mapping is called in errors. */
  public String source() {
    return source;
  }

  /** Returns all values that come from a column, in the order of the mapping. */
  List<Cell> columns() {
    List<Cell> cells = new ArrayList<>(transaction);
    cells.addAll(signals);
    if (fraud != null) {
      cells.add(fraud);
    }
    if (labelTime != null) {
      cells.add(labelTime);
    }
    cells.addAll(outcome);
    cells.removeIf(cell -> cell.column() == null);
    return cells;
  }

  private static CsvMappingException problem(String source, String text) {
    return new CsvMappingException(source, List.of(text));
  }
}
