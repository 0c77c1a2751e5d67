package io.alcedo.training.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Channel;
import io.alcedo.training.dataset.DatasetRows;
import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.SplitTimes;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.file.DatasetException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  private static final long START = Instant.parse("2026-01-04T12:00:00Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final SplitTimes TIMES = new SplitTimes(START + 60 * HOUR, START + 80 * HOUR);

  @TempDir private Path directory;

  @Test
  void rowsComeBackAsTheyWere() throws Exception {
    DatasetRows rows = rows(7, 0);
    DatasetManifest written = Dataset.write(directory.resolve("a/b"), manifest(), rows);

    Dataset read = Dataset.read(directory.resolve("a/b"));

    assertThat(read.manifest()).isEqualTo(written);
    assertThat(read.digest()).isEqualTo(written.digest());
    assertThat(read.features()).isEqualTo(features());
    assertSame(read.rows(), rows);
    assertThat(read.rows().timeSplit().train()).isEqualTo(rows.indices(Split.TRAIN));
    assertThat(read.rows().timeSplit().at()).isEqualTo(TIMES.validationFrom());
  }

  @Test
  void theSameRowsGiveTheSameBytesWhateverTheKeyOfTheirPseudonyms() throws Exception {
    Dataset.write(directory.resolve("first"), manifest(), rows(7, 0));
    Dataset.write(directory.resolve("second"), manifest(), rows(7, 0x5eed_5eed_5eedL));
    Dataset.write(directory.resolve("other"), manifest(), rows(8, 0));

    assertThat(bytes(directory.resolve("second"))).isEqualTo(bytes(directory.resolve("first")));
    assertThat(bytes(directory.resolve("other"))).isNotEqualTo(bytes(directory.resolve("first")));
  }

  @Test
  void anyAvroReaderReadsTheDatedFiles() throws Exception {
    DatasetRows rows = rows(7, 0);
    DatasetManifest manifest = Dataset.write(directory.resolve("d"), manifest(), rows);

    assertThat(manifest.files())
        .extracting(DatasetManifest.RowFile::path)
        .startsWith("rows/dt=2026-01-04/part-00000.avro", "rows/dt=2026-01-05/part-00000.avro");
    int row = 0;
    Set<Object> transactions = new HashSet<>();
    for (DatasetManifest.RowFile file : manifest.files()) {
      Path path = directory.resolve("d").resolve(file.path());
      try (DataFileReader<GenericRecord> reader =
          new DataFileReader<>(path.toFile(), new GenericDatumReader<>())) {
        assertThat(reader.getMetaString("alcedo.features")).isEqualTo("amount\ncount\nrate");
        for (GenericRecord record : reader) {
          assertThat(record.get("fraud")).isEqualTo(rows.set().fraud(row));
          assertThat(record.get("eventTime")).isEqualTo(rows.set().eventTime(row));
          assertThat(record.get("weight")).isEqualTo(rows.set().weight(row));
          assertThat(record.get("split").toString()).isEqualTo(rows.split(row).name());
          assertThat((List<?>) record.get("vector"))
              .map(value -> (Float) value)
              .containsExactly(
                  rows.set().value(row, 0), rows.set().value(row, 1), rows.set().value(row, 2));
          transactions.add(record.get("transaction"));
          row++;
        }
      }
    }
    assertThat(row).isEqualTo(rows.set().size());
    assertThat(transactions).hasSize(row);
  }

  @Test
  void aPlaceThatIsTakenIsLeftAlone() throws Exception {
    Files.createDirectories(directory.resolve("d"));

    assertThatThrownBy(() -> Dataset.write(directory.resolve("d"), manifest(), rows(7, 0)))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.code()).isEqualTo(Code.TAKEN));
    assertThat(bytes(directory.resolve("d"))).isEmpty();
  }

  @Test
  void whatWasChangedIsNotRead() throws Exception {
    DatasetManifest manifest = Dataset.write(directory.resolve("d"), manifest(), rows(7, 0));
    Path file = directory.resolve("d").resolve(manifest.files().get(1).path());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> Dataset.read(directory.resolve("d")))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.code()).isEqualTo(Code.DAMAGED))
        .hasMessageContaining("dt=2026-01-05");
    Files.delete(file);
    assertThatThrownBy(() -> Dataset.read(directory.resolve("d")))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.code()).isEqualTo(Code.DAMAGED));
    assertThatThrownBy(() -> Dataset.read(directory))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.code()).isEqualTo(Code.UNREADABLE))
        .hasMessageContaining("alcedo dataset build");
  }

  @Test
  void rowsOutOfOrderAreRefusedAndLeaveNothing() throws Exception {
    TrainingSet set = rows(7, 0).set();
    int[] backwards = {set.size() - 1, 0};
    DatasetRows rows = new DatasetRows(set.select(backwards), TIMES, new BitSet());

    assertThatThrownBy(() -> Dataset.write(directory.resolve("d"), manifest(), rows))
        .hasMessage("A dataset's rows are in the order of their event times: row=1");
    assertThat(bytes(directory)).isEmpty();
  }

  private static void assertSame(DatasetRows read, DatasetRows rows) {
    assertThat(read.set().size()).isEqualTo(rows.set().size());
    Map<Long, Long> cards = new TreeMap<>();
    for (int row = 0; row < rows.set().size(); row++) {
      assertThat(read.set().flat(row, row + 1)).isEqualTo(rows.set().flat(row, row + 1));
      assertThat(read.set().fraud(row)).isEqualTo(rows.set().fraud(row));
      assertThat(read.set().eventTime(row)).isEqualTo(rows.set().eventTime(row));
      assertThat(read.set().labelKnownAt(row)).isEqualTo(rows.set().labelKnownAt(row));
      assertThat(read.set().weight(row)).isEqualTo(rows.set().weight(row));
      assertThat(read.matured(row)).isEqualTo(rows.matured(row));
      assertThat(read.split(row)).isEqualTo(rows.split(row));
      RowFacts was = rows.set().facts(row);
      RowFacts is = read.set().facts(row);
      assertThat(is.transaction()).isEqualTo(was.transaction());
      assertThat(is.amountMinor()).isEqualTo(was.amountMinor());
      assertThat(is.channel()).isEqualTo(was.channel());
      assertThat(is.merchantCategory()).isEqualTo(was.merchantCategory());
      assertThat(is.newCard()).isEqualTo(was.newCard());
      assertThat(cards.merge(was.card(), is.card(), (a, b) -> a)).isEqualTo(is.card());
      assertThat(is.card() == 0).isEqualTo(was.card() == 0);
    }
    assertThat(new HashSet<>(cards.values())).hasSize(cards.size());
  }

  private static DatasetRows rows(long seed, long key) {
    Random random = new Random(seed);
    TrainingSet.Builder builder = TrainingSet.builder(List.of("amount", "count", "rate"));
    BitSet matured = new BitSet();
    for (int row = 0; row < 300; row++) {
      long time = START + row * HOUR / 3;
      float[] vector = {
        random.nextFloat(), random.nextInt(9), random.nextInt(4) == 0 ? Float.NaN : 0.5f
      };
      matured.set(row, random.nextInt(3) == 0);
      long card = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(20);
      builder.add(
          vector,
          random.nextInt(10) == 0,
          time,
          time + random.nextInt(30) * HOUR,
          random.nextInt(20) == 0 ? 100 : 1,
          new RowFacts(
              random.nextLong(),
              card == 0 ? 0 : card ^ key,
              1 + random.nextInt(5) ^ key,
              random.nextInt(90_000),
              Channel.values()[random.nextInt(Channel.values().length)],
              random.nextBoolean() ? "5411" : null,
              random.nextBoolean()));
    }
    return new DatasetRows(builder.build(), TIMES, matured);
  }

  private static List<TrainingFeature> features() {
    return List.of(
        new TrainingFeature("amount", "a0", "amount"),
        new TrainingFeature("count", "b1", "velocity"),
        new TrainingFeature("rate", "c2", "terminal"));
  }

  private static DatasetManifest manifest() {
    return new DatasetManifest(
        DatasetManifest.FORMAT,
        new DatasetManifest.Features("test", "feed", features()),
        new DatasetManifest.Source(
            "history",
            List.of(new DatasetManifest.SourceFile("history.csv", "ab")),
            Instant.ofEpochMilli(START),
            null),
        new DatasetManifest.Labels("7 days", null, Duration.ofDays(30), "settled"),
        new DatasetManifest.Splits(
            Instant.ofEpochMilli(TIMES.validationFrom()), Instant.ofEpochMilli(TIMES.testFrom())),
        17,
        310,
        Map.of("refused", 10L),
        Map.of(Split.TRAIN, new DatasetManifest.Part(3, 1, 3.5, 1)),
        Map.of("fraud", new DatasetManifest.Delays(1, 2, 3, 4, 5, 6)),
        new DatasetManifest.Checks(4, 100, 0.98, Map.of("amount", 0.75), List.of()),
        List.of());
  }

  private static SortedMap<String, List<Byte>> bytes(Path root) throws IOException {
    SortedMap<String, List<Byte>> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> content = new ArrayList<>();
        for (byte value : Files.readAllBytes(file)) {
          content.add(value);
        }
        bytes.put(root.relativize(file).toString(), content);
      }
    }
    return bytes;
  }
}
