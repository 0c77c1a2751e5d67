package io.alcedo.schema.csv;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file (RFC 4180, UTF-8), one at a time into the same array. Not thread-safe. */
final class CsvRows implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final CsvParser parser;
  private final List<String> header;
  private final String[] cells;
  private long rows;

  private CsvRows(CsvParser parser) throws IOException {
    this.parser = parser;
    header = new ArrayList<>();
    if (parser.nextToken() == JsonToken.START_ARRAY) {
      for (String name = parser.nextTextValue(); name != null; name = parser.nextTextValue()) {
        header.add(name.strip());
      }
    }
    cells = new String[header.size()];
  }

  static CsvRows open(Path file, char separator) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      in =
          file.toString().endsWith(".gz")
              ? new GZIPInputStream(in, BUFFER_BYTES)
              : new BufferedInputStream(in, BUFFER_BYTES);
      CsvParser parser = new CsvFactory().createParser(in);
      parser.enable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
      return new CsvRows(parser);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Returns the names of the columns; empty where the file is. */
  List<String> header() {
    return header;
  }

  /** Returns the number of rows read so far, the header not counted. */
  long rows() {
    return rows;
  }

  /**
   * Returns the next row's cells in an array that is used again, or null at the end.
   *
   * @throws CsvRowException where the row is no CSV or has another number of cells than the header
   */
  String @Nullable [] next() throws IOException {
    try {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        int count = readCells();
        if (count == 1 && cells.length > 1 && cells[0].isBlank()) {
          continue; // an empty line
        }
        rows++;
        if (count != cells.length) {
          throw new CsvRowException(
              "A row has a cell for each column: row="
                  + rows
                  + ", cells="
                  + count
                  + ", columns="
                  + cells.length);
        }
        return cells;
      }
      return null;
    } catch (JsonProcessingException e) {
      // Its message holds text of the file.
      throw new CsvRowException("A row is CSV by RFC 4180: row=" + (rows + 1));
    }
  }

  private int readCells() throws IOException {
    int count = 0;
    for (String cell = parser.nextTextValue(); cell != null; cell = parser.nextTextValue()) {
      if (count < cells.length) {
        cells[count] = cell;
      }
      count++;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
