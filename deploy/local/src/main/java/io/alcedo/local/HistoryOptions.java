package io.alcedo.local;

import io.alcedo.features.FeaturePlan;
import io.alcedo.model.Digests;
import io.alcedo.schema.csv.CsvMapping;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.training.run.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which a command is given a file of past transactions. */
public class HistoryOptions {
  @Option(
      names = "--transactions",
      required = true,
      paramLabel = "FILE",
      description = "The CSV file, plain or gzip, in the order of event times.")
  private Path file = Path.of("");

  @Option(
      names = "--mapping",
      required = true,
      paramLabel = "NAME|FILE",
      description = "Which column is what: 'handbook' or a YAML file.")
  private String mapping = "";

  /** Returns the file. */
  public final Path file() {
    return file;
  }

  /** Returns the name or path of the mapping. */
  public final String mapping() {
    return mapping;
  }

  /** Returns the SHA-256 of the mapping, whether it ships or is a file. */
  public final String mappingDigest() throws IOException {
    try (InputStream shipped =
        CsvMapping.class.getResourceAsStream("/mappings/" + mapping + ".yaml")) {
      return shipped == null
          ? Digests.sha256(Path.of(mapping))
          : Digests.sha256(shipped.readAllBytes());
    }
  }

  /** Returns what a run on this file records of it, and of the features computed of it. */
  public final List<RunRecord.Data> runData(FeaturePlan plan) throws IOException {
    return List.of(
        new RunRecord.Data(String.valueOf(file.getFileName()), Digests.sha256(file)),
        new RunRecord.Data("mapping", mappingDigest()),
        new RunRecord.Data("feature set " + plan.name(), plan.hash()));
  }

  /** Opens the file at its first transaction. */
  public final TransactionCsv open() throws IOException {
    return TransactionCsv.open(file, CsvMapping.named(mapping));
  }
}
