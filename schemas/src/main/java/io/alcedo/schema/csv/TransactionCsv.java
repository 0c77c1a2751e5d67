package io.alcedo.schema.csv;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.history.LabelledTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a CSV file in the order of its rows, read as they are asked for. Rows are
 * counted from 1, the header not counted. Not thread-safe; closing it closes the file.
 */
public final class TransactionCsv implements Iterator<LabelledTransaction>, AutoCloseable {
  private static final int EVENT_TIME = Transaction.getClassSchema().getField("eventTime").pos();
  private static final int UTC_OFFSET =
      Transaction.getClassSchema().getField("utcOffsetMinutes").pos();

  private final CsvMapping mapping;
  private final CsvRows rows;
  private final RecordCells transaction;
  private final List<CellReader> signals = new ArrayList<>();
  private final @Nullable CellReader fraud;
  private final @Nullable CellReader labelTime;
  private final @Nullable RecordCells outcome;
  private final @Nullable CellReader offsetSource;
  private boolean ready;
  private String @Nullable [] cells;

  private TransactionCsv(CsvMapping mapping, CsvRows rows) {
    this.mapping = mapping;
    this.rows = rows;
    List<String> header = rows.header();
    transaction = new RecordCells(Transaction.getClassSchema(), mapping.transaction, header);
    mapping.signals.forEach(cell -> signals.add(new CellReader(cell, header)));
    fraud = mapping.fraud == null ? null : new CellReader(mapping.fraud, header);
    labelTime = mapping.labelTime == null ? null : new CellReader(mapping.labelTime, header);
    outcome =
        mapping.outcome.isEmpty()
            ? null
            : new RecordCells(Outcome.getClassSchema(), mapping.outcome, header);
    offsetSource = transaction.reader(UTC_OFFSET) == null ? transaction.reader(EVENT_TIME) : null;
  }

  /**
   * Opens a CSV file; one whose name ends in {@code .gz} is decompressed while it is read.
   *
   * @throws IOException where the file cannot be read
   * @throws CsvMappingException where the header lacks columns that the mapping names; names all
   */
  public static TransactionCsv open(Path csvOrGz, CsvMapping mapping) throws IOException {
    CsvRows rows = CsvRows.open(csvOrGz, mapping.separator);
    try {
      checkHeader(rows.header(), mapping);
      return new TransactionCsv(mapping, rows);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** Returns the number of rows read so far, the header not counted. */
  public long rows() {
    return rows.rows();
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException where the file cannot be read
   * @throws CsvRowException where the row is no CSV
   */
  @Override
  public boolean hasNext() {
    if (!ready) {
      try {
        cells = rows.next();
        ready = true;
      } catch (IOException e) {
        throw new UncheckedIOException("A CSV file can be read: row=" + (rows.rows() + 1), e);
      }
    }
    return cells != null;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException where the file cannot be read
   * @throws CsvRowException where the row does not fit the mapping; names row and column
   */
  @Override
  public LabelledTransaction next() {
    if (!hasNext() || cells == null) {
      throw new NoSuchElementException("The file has ended: rows=" + rows.rows());
    }
    ready = false;
    return read(cells, rows.rows());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private LabelledTransaction read(String[] row, long number) {
    Transaction read = new Transaction();
    transaction.fill(read, row, number);
    if (!signals.isEmpty()) {
      read.setSignals(readSignals(row, number));
    }
    if (offsetSource != null) {
      Integer offset = offsetSource.offsetMinutes(row);
      if (offset != null) {
        read.setUtcOffsetMinutes(offset);
      }
    }
    Boolean label = fraud == null ? null : (Boolean) fraud.read(row, number);
    Instant knownAt = label == null ? null : knownAt(read, row, number);
    return new LabelledTransaction(
        read,
        knownAt == null ? null : label,
        knownAt == null ? 0 : knownAt.toEpochMilli(),
        readOutcome(read, row, number));
  }

  private Map<String, Double> readSignals(String[] row, long number) {
    Map<String, Double> values = new HashMap<>();
    for (CellReader signal : signals) {
      Object value = signal.read(row, number);
      if (value != null) {
        values.put(signal.name(), (Double) value);
      }
    }
    return values;
  }

  private @Nullable Instant knownAt(Transaction read, String[] row, long number) {
    Object stated = labelTime == null ? null : labelTime.read(row, number);
    if (stated != null) {
      return (Instant) stated;
    }
    return mapping.labelDelay == null ? null : read.getEventTime().plus(mapping.labelDelay);
  }

  private @Nullable Outcome readOutcome(Transaction of, String[] row, long number) {
    CellReader action =
        outcome == null ? null : outcome.reader(Outcome.getClassSchema().getField("action").pos());
    if (outcome == null || action == null || action.isEmpty(row)) {
      return null;
    }
    Outcome read = new Outcome();
    read.setOccurredAt(of.getEventTime().plus(mapping.outcomeDelay));
    outcome.fill(read, row, number);
    read.setTransactionId(of.getTransactionId());
    read.setTenant(of.getTenant());
    return read;
  }

  private static void checkHeader(List<String> header, CsvMapping mapping) {
    List<String> problems = new ArrayList<>();
    for (Cell cell : mapping.columns()) {
      String column = cell.column();
      if (column == null) {
        continue;
      }
      int first = header.indexOf(column);
      if (first < 0) {
        problems.add(
            cell.name()
                + ": the file has no column \""
                + column
                + "\""
                + NearestWord.hint(column, header));
      } else if (header.lastIndexOf(column) != first) {
        problems.add(cell.name() + ": the file has more than one column \"" + column + "\"");
      }
    }
    if (!problems.isEmpty()) {
      throw new CsvMappingException(mapping.source(), problems);
    }
  }
}
