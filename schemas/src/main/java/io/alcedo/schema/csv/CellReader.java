package io.alcedo.schema.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one value of each row. */
final class CellReader {
  private static final int MOST_SHOWN = 40;

  private final Cell cell;
  private final int index;

  CellReader(Cell cell, List<String> header) {
    this.cell = cell;
    this.index = cell.column() == null ? -1 : header.indexOf(cell.column());
  }

  String name() {
    return cell.name();
  }

  int position() {
    return cell.position();
  }

  boolean isEmpty(String[] row) {
    return index >= 0 && row[index].isEmpty();
  }

  /** Returns the value, or null where there is none. */
  @Nullable Object read(String[] row, long number) {
    if (index < 0) {
      return cell.constant();
    }
    String text = row[index];
    if (text.isEmpty()) {
      if (cell.required()) {
        throw problem(number, "must not be empty", text);
      }
      return cell.absent();
    }
    try {
      return cell.format().read(text);
    } catch (IllegalArgumentException e) {
      throw problem(number, e.getMessage(), text);
    }
  }

  /** Returns the offset from UTC that a time states, or null. */
  @Nullable Integer offsetMinutes(String[] row) {
    return index >= 0 && cell.format() instanceof TimeFormat format
        ? format.offsetMinutes(row[index])
        : null;
  }

  private CsvRowException problem(long number, @Nullable String rule, String text) {
    String shown = text.substring(0, Math.min(text.length(), MOST_SHOWN));
    return new CsvRowException(
        "A cell fits its field: row="
            + number
            + ", column="
            + cell.column()
            + ", field="
            + cell.name()
            + (cell.secret() ? "" : ", value=\"" + shown + "\"")
            + "; it "
            + rule);
  }
}
