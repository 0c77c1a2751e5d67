package io.alcedo.training.dataset.file;

import io.alcedo.model.Digests;
import io.alcedo.training.dataset.DatasetRows;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.TrainingSet;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.PrimitivesArrays;

/**
 * Writes rows as Avro object container files, one for each UTC day of their event times. Cards and
 * terminals become numbers in the order in which they first appear, so that no pseudonym leaves and
 * the bytes do not depend on a key. Blocks are not compressed, and each file's sync marker is made
 * of its day: the same rows give the same bytes. For one thread, and for one dataset.
 */
final class RowWriter {
  static final String DIRECTORY = "rows";
  private static final int SYNC_BYTES = 16;

  private final Path dataset;
  private final DatasetRows rows;
  private final TrainingSet set;
  private final Map<Long, Integer> cards = new HashMap<>();
  private final Map<Long, Integer> terminals = new HashMap<>();
  private final GenericRecord record = new GenericData.Record(RowSchema.SCHEMA);
  private final float[] vector;

  RowWriter(Path dataset, DatasetRows rows) {
    this.dataset = dataset;
    this.rows = rows;
    this.set = rows.set();
    this.vector = new float[set.featureCount()];
  }

  /**
   * Writes all rows and returns the files.
   *
   * @throws IllegalArgumentException where a row's event time is before its predecessor's
   */
  List<DatasetManifest.RowFile> write() throws IOException {
    List<DatasetManifest.RowFile> files = new ArrayList<>();
    int from = 0;
    while (from < set.size()) {
      LocalDate day = day(from);
      int to = from + 1;
      while (to < set.size() && day(to).equals(day)) {
        to++;
      }
      if (to < set.size() && day(to).isBefore(day)) {
        throw new IllegalArgumentException(
            "A dataset's rows are in the order of their event times: row=" + to);
      }
      String path = DIRECTORY + "/dt=" + day + "/part-00000.avro";
      Path file = dataset.resolve(path);
      Files.createDirectories(file.getParent());
      write(file, day, from, to);
      files.add(new DatasetManifest.RowFile(path, to - from, Digests.sha256(file)));
      from = to;
    }
    return files;
  }

  private void write(Path file, LocalDate day, int from, int to) throws IOException {
    byte[] sync =
        Arrays.copyOf(
            Digests.newSha256().digest(("alcedo " + day).getBytes(StandardCharsets.UTF_8)),
            SYNC_BYTES);
    try (OutputStream out = Files.newOutputStream(file);
        DataFileWriter<GenericRecord> writer =
            new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(RowSchema.SCHEMA))) {
      writer.setMeta(RowSchema.FEATURES_KEY, String.join("\n", set.featureNames()));
      writer.create(RowSchema.SCHEMA, out, sync);
      for (int row = from; row < to; row++) {
        fill(row);
        writer.append(record);
      }
    }
  }

  private void fill(int row) {
    RowFacts facts = set.facts(row);
    set.copyVector(row, vector, 0);
    record.put(RowSchema.TRANSACTION, facts.transaction());
    record.put(RowSchema.EVENT_TIME, set.eventTime(row));
    record.put(RowSchema.FRAUD, set.fraud(row));
    record.put(RowSchema.LABEL_KNOWN_AT, set.labelKnownAt(row));
    record.put(
        RowSchema.LABEL_SOURCE,
        symbol(RowSchema.LABEL_SOURCE, rows.matured(row) ? "MATURITY" : "VERDICT"));
    record.put(RowSchema.WEIGHT, set.weight(row));
    record.put(RowSchema.SPLIT, symbol(RowSchema.SPLIT, rows.split(row).name()));
    record.put(RowSchema.CARD, number(cards, facts.card()));
    record.put(RowSchema.TERMINAL, number(terminals, facts.terminal()));
    record.put(RowSchema.AMOUNT_MINOR, facts.amountMinor());
    record.put(RowSchema.CHANNEL, facts.channel().name());
    record.put(RowSchema.MERCHANT_CATEGORY, facts.merchantCategory());
    record.put(RowSchema.NEW_CARD, facts.newCard());
    PrimitivesArrays.FloatArray values =
        new PrimitivesArrays.FloatArray(vector.length, RowSchema.of(RowSchema.VECTOR));
    for (float value : vector) {
      values.add(value);
    }
    record.put(RowSchema.VECTOR, values);
  }

  private static int number(Map<Long, Integer> known, long identity) {
    return identity == 0 ? 0 : known.computeIfAbsent(identity, absent -> known.size() + 1);
  }

  private static GenericData.EnumSymbol symbol(int field, String symbol) {
    return new GenericData.EnumSymbol(RowSchema.of(field), symbol);
  }

  private LocalDate day(int row) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(set.eventTime(row)), ZoneOffset.UTC);
  }
}
