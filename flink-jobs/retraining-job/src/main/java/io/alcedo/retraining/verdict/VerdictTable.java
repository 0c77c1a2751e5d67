package io.alcedo.retraining.verdict;

import io.alcedo.schema.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each report on a transaction means, by source, card scheme, reason code and stage, and how
 * much it counts against others: rows of a YAML file, of which the first that takes a report holds.
 * The shipped table is described in {@code docs/verdicts.md}. Immutable and thread-safe.
 */
public final class VerdictTable {
  /** The name of the table that ships with the product. */
  public static final String SHIPPED = "card-schemes";

  private final String name;
  private final String yaml;
  private final List<VerdictRule> rules;

  private VerdictTable(String name, String yaml, List<VerdictRule> rules) {
    this.name = name;
    this.yaml = yaml;
    this.rules = List.copyOf(rules);
  }

  /**
   * Reads a table.
   *
   * @param yaml the text of the file
   * @param source the file's name, for messages
   * @throws VerdictTableException naming all mistakes at once, where there are any
   */
  public static VerdictTable parse(String yaml, String source) throws VerdictTableException {
    VerdictTableParser.Result result = VerdictTableParser.parse(yaml);
    if (!result.problems().isEmpty()) {
      throw new VerdictTableException(source, result.problems());
    }
    return new VerdictTable(result.name(), yaml, result.rules());
  }

  /**
   * Returns the shipped table ({@code card-schemes}), or reads the file of this path.
   *
   * @throws VerdictTableException where there is no such table or file, or it has mistakes
   */
  public static VerdictTable named(String shippedNameOrPath) throws VerdictTableException {
    try {
      return shippedNameOrPath.equals(SHIPPED)
          ? parse(resource(), SHIPPED + ".yaml")
          : parse(Files.readString(Path.of(shippedNameOrPath)), shippedNameOrPath);
    } catch (IOException | InvalidPathException e) {
      throw new VerdictTableException(
          shippedNameOrPath,
          "There is no readable file of this name, and the shipped verdict table is " + SHIPPED);
    }
  }

  /** Returns the table's name. */
  public String name() {
    return name;
  }

  /** Returns the text that was read, to carry the table to where it is parsed again. */
  public String yaml() {
    return yaml;
  }

  List<VerdictRule> rules() {
    return rules;
  }

  /**
   * Returns what a report means; null where no row takes it, or the row leaves it to a sender who
   * states nothing.
   */
  public @Nullable Ruling judge(Report report) {
    for (VerdictRule rule : rules) {
      if (rule.takes(report)) {
        return rule.meaning() == Meaning.AS_STATED
            ? stated(report.stated(), rule.rank())
            : new Ruling(rule.meaning(), rule.rank());
      }
    }
    return null;
  }

  private static @Nullable Ruling stated(Verdict stated, int rank) {
    return switch (stated) {
      case FRAUD -> new Ruling(Meaning.FRAUD, rank);
      case GENUINE -> new Ruling(Meaning.GENUINE, rank);
      case WITHDRAWN -> new Ruling(Meaning.WITHDRAWN, 0);
      case UNKNOWN -> null;
    };
  }

  private static String resource() throws IOException {
    String file = SHIPPED + ".yaml";
    try (InputStream in =
        Objects.requireNonNull(VerdictTable.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
