package io.alcedo.schema.csv;

import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The transactions of a CSV file in the order of its rows, read as they are asked for. Not
 * thread-safe; closing it closes the file.
 */
public final class TransactionCsv implements Iterator<LabelledTransaction>, AutoCloseable {
  private TransactionCsv() {}

  /**
   * Opens a CSV file; one whose name ends in {@code .gz} is decompressed while it is read.
   *
   * @throws IOException where the file cannot be read
   * @throws CsvMappingException where the header lacks columns that the mapping names; names all
   */
  public static TransactionCsv open(Path csvOrGz, CsvMapping mapping) throws IOException {
    return new TransactionCsv();
  }

  /** Returns the number of rows read so far, the header not counted. */
  public long rows() {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * @throws java.io.UncheckedIOException where the file cannot be read
   */
  @Override
  public boolean hasNext() {
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CsvRowException where the row does not fit the mapping; names row and column
   */
  @Override
  public LabelledTransaction next() {
    throw new NoSuchElementException("The file has ended");
  }

  @Override
  public void close() throws IOException {}
}
