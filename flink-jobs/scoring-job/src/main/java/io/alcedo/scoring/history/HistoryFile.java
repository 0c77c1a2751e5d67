package io.alcedo.scoring.history;

import io.alcedo.schema.csv.CsvMapping;
import io.alcedo.schema.csv.TransactionCsv;
import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

/**
 * A CSV file of past transactions, which must lie at the same path on every machine of the job.
 *
 * @param path the file; decompressed while it is read where its name ends in {@code .gz}
 * @param mapping a shipped mapping's name or the path of one
 */
public record HistoryFile(String path, String mapping) implements HistoryOrigin {
  @Override
  public String name() {
    return String.valueOf(Path.of(path).getFileName());
  }

  @Override
  public Iterator<LabelledTransaction> open() throws IOException {
    return TransactionCsv.open(Path.of(path), CsvMapping.named(mapping));
  }
}
