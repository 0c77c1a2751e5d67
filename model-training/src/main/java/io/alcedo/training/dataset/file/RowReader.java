package io.alcedo.training.dataset.file;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.DatasetRows;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.SplitTimes;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.file.DatasetException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a dataset, file by file, into one set. For one thread, and for one dataset. */
final class RowReader {
  private final SplitTimes times;
  private final TrainingSet.Builder builder;
  private final float[] vector;
  private final BitSet matured = new BitSet();

  RowReader(DatasetManifest manifest) {
    Instant testFrom = manifest.split().testFrom();
    times =
        new SplitTimes(
            manifest.split().validationFrom().toEpochMilli(),
            testFrom == null ? null : testFrom.toEpochMilli());
    List<String> names =
        manifest.featureSet().features().stream().map(TrainingFeature::name).toList();
    builder = TrainingSet.builder(names);
    vector = new float[names.size()];
  }

  /** Returns the rows read so far. */
  DatasetRows rows() {
    return new DatasetRows(builder.build(), times, matured);
  }

  /** Adds a file's rows. */
  void read(Path path, DatasetManifest.RowFile file) throws IOException, DatasetException {
    int before = builder.size();
    GenericDatumReader<GenericRecord> datums = new GenericDatumReader<>(null, RowSchema.SCHEMA);
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(path.toFile(), datums)) {
      GenericRecord record = null;
      while (reader.hasNext()) {
        record = reader.next(record);
        add(record, file);
      }
    } catch (AvroRuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (builder.size() - before != file.rows()) {
      throw new DatasetException(
          Code.DAMAGED,
          "A file holds the rows that the dataset says: file="
              + file.path()
              + ", rows="
              + (builder.size() - before)
              + ", expected="
              + file.rows());
    }
  }

  private void add(GenericRecord record, DatasetManifest.RowFile file) throws DatasetException {
    List<?> values = (List<?>) record.get(RowSchema.VECTOR);
    long eventTime = (Long) record.get(RowSchema.EVENT_TIME);
    long known = (Long) record.get(RowSchema.LABEL_KNOWN_AT);
    String split = record.get(RowSchema.SPLIT).toString();
    if (values.size() != vector.length || !split.equals(times.of(eventTime, known).name())) {
      throw new DatasetException(
          Code.DAMAGED,
          "A row holds a value for each feature, and the part that its times give it: file="
              + file.path()
              + ", values="
              + values.size()
              + ", features="
              + vector.length
              + ", split="
              + split);
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (Float) values.get(i);
    }
    if (record.get(RowSchema.LABEL_SOURCE).toString().equals("MATURITY")) {
      matured.set(builder.size());
    }
    builder.add(
        vector,
        (Boolean) record.get(RowSchema.FRAUD),
        eventTime,
        known,
        (Float) record.get(RowSchema.WEIGHT),
        facts(record));
  }

  private static RowFacts facts(GenericRecord record) {
    return new RowFacts(
        (Long) record.get(RowSchema.TRANSACTION),
        (Integer) record.get(RowSchema.CARD),
        (Integer) record.get(RowSchema.TERMINAL),
        (Long) record.get(RowSchema.AMOUNT_MINOR),
        channel(record.get(RowSchema.CHANNEL).toString()),
        text(record.get(RowSchema.MERCHANT_CATEGORY)),
        (Boolean) record.get(RowSchema.NEW_CARD));
  }

  private static Channel channel(String symbol) {
    for (Channel channel : Channel.values()) {
      if (channel.name().equals(symbol)) {
        return channel;
      }
    }
    return Channel.UNKNOWN;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
