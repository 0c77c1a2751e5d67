package io.alcedo.training.dataset.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.schema.Label;
import io.alcedo.schema.Outcome;
import io.alcedo.schema.OutcomeAction;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.Split;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.dataset.file.Dataset;
import io.alcedo.training.dataset.file.DatasetException;
import io.alcedo.training.dataset.file.DatasetManifest;
import io.alcedo.training.dataset.leak.LeakException;
import io.alcedo.training.dataset.leak.SeparationCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatedDatasetTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int DAYS = 20;
  private static final String SET =
      """
      name: test
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count_7d, count: card, window: 7d, family: velocity}
      """;

  @TempDir private Path directory;

  private FeaturePlan plan;

  @BeforeEach
  void compile() throws Exception {
    plan = FeatureSet.parse(SET, "test.yaml").compile();
  }

  @Test
  void vectorsAreJoinedWithWhatWasKnownByTheMoment() throws Exception {
    write(directory, "0", 1, 0);

    Dataset dataset = make(directory);

    DatasetManifest manifest = dataset.manifest();
    long rows = manifest.parts().values().stream().mapToLong(DatasetManifest.Part::rows).sum();
    long left = manifest.leftOut().values().stream().mapToLong(Long::longValue).sum();
    assertThat(rows).isEqualTo(dataset.rows().set().size()).isPositive();
    assertThat(rows + left).isEqualTo(manifest.transactions());
    assertThat(manifest.leftOut().get("outside-window")).isPositive();
    assertThat(manifest.leftOut().get("immature")).isPositive();
    assertThat(manifest.leftOut().get("declined")).isPositive();
    assertThat(manifest.labels().knownBy()).isEqualTo(at(DAYS));
    assertThat(manifest.labels().delay()).isEqualTo("stated");
    assertThat(manifest.source().kind()).isEqualTo("scored-features");
    assertThat(manifest.source().files())
        .extracting(DatasetManifest.SourceFile::name)
        .contains("scored-features/dt=2026-01-05/part-0.avro", "labels/dt=2026-01-07/part-0.avro")
        .doesNotContain("scored-features/dt=2026-01-24/part-0.avro");
    assertThat(manifest.parts().get(Split.TRAIN).frauds()).isPositive();
    assertThat(dataset.rows().set().facts(0).card()).isNotZero();
    assertThat(dataset.rows().set().facts(0).newCard()).isTrue();
    assertThat(dataset.rows().set().facts(firstRow(dataset, at(8))).newCard())
        .as("known from before the window")
        .isFalse();
    Dataset.write(directory.resolve("written"), manifest, dataset.rows());
    assertThat(Dataset.read(directory.resolve("written")).rows().set().size()).isEqualTo(rows);
  }

  @Test
  void howRecordsAreSpreadOverPartsDoesNotMatter() throws Exception {
    write(directory.resolve("one"), "0", 1, 0);
    write(directory.resolve("two"), "a", 1, 1);
    write(directory.resolve("two"), "b", 1, 2);

    Dataset one = make(directory.resolve("one"));
    Dataset two = make(directory.resolve("two"));

    DatasetManifest first = Dataset.write(directory.resolve("first"), one.manifest(), one.rows());
    DatasetManifest second = Dataset.write(directory.resolve("second"), two.manifest(), two.rows());
    assertThat(second.files()).isEqualTo(first.files());
    assertThat(second.leftOut()).isEqualTo(first.leftOut());
    assertThat(second.digest()).as("made of other files").isNotEqualTo(first.digest());
  }

  @Test
  void whatIsNoDatedFileIsPassedOver() throws Exception {
    write(directory, "0", 1, 0);
    long rows = make(directory).rows().set().size();
    Path scored = directory.resolve("scored-features");
    Files.writeString(scored.resolve("dt=2026-01-05").resolve(".part-1.avro.inprogress"), "half");
    Files.writeString(scored.resolve("_SUCCESS"), "");
    Files.createDirectories(scored.resolve("dt=today"));
    Files.writeString(scored.resolve("dt=today").resolve("part-0.avro"), "no Avro");

    assertThat(make(directory).rows().set().size()).isEqualTo(rows);
  }

  @Test
  void aFileOfOtherContentIsNamed() throws Exception {
    write(directory, "0", 1, 0);
    Path broken = directory.resolve("scored-features/dt=2026-01-06/part-1.avro");
    Files.writeString(broken, "no Avro");

    assertThatThrownBy(() -> make(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-1.avro");
  }

  @Test
  void withoutVectorsOrVerdictsThereIsNoDataset() throws Exception {
    assertThatThrownBy(() -> make(directory))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("dt=YYYY-MM-DD/part-*.avro")
        .hasMessageEndingWith("labels, parts=0");
    write(directory, "0", 1, 0);
    Path labels = directory.resolve("verdicts").resolve(DatedDataset.LABELS);
    Files.move(labels, directory.resolve("verdicts").resolve("label"));
    assertThatThrownBy(() -> make(directory))
        .isInstanceOf(DatasetException.class)
        .hasMessageEndingWith("directory=" + labels + ", parts=0");
    Files.move(directory.resolve("verdicts").resolve("label"), labels);
    Files.move(directory.resolve("scored-features"), directory.resolve("scored"));
    assertThatThrownBy(() -> make(directory))
        .isInstanceOf(DatasetException.class)
        .hasMessageEndingWith("scored-features, parts=0");
  }

  @Test
  void aPlatformWithoutOutcomesHasVerdictsOnly() throws Exception {
    write(directory, "0", 1, 0);
    Path outcomes = directory.resolve("verdicts").resolve(DatedDataset.OUTCOMES);
    Files.move(outcomes, directory.resolve("elsewhere"));

    Dataset dataset = make(directory);

    assertThat(dataset.rows().set().frauds()).isEqualTo(dataset.rows().set().size()).isPositive();
    assertThat(dataset.manifest().leftOut().get("no-outcome")).isPositive();
  }

  @Test
  void withoutAMomentSilenceCountsUpToTheEndOfTheFiles() throws Exception {
    write(directory, "0", 1, 0);
    Instant end = START.plusSeconds(1_599 * DAYS * 86_400L / 1_600).plus(Duration.ofHours(90));

    Dataset dataset = make(directory, HistoryWindow.all().knownBy());

    assertThat(dataset.manifest().leftOut().get("immature")).isPositive();
    for (int row = 0; row < dataset.rows().set().size(); row++) {
      assertThat(dataset.rows().set().labelKnownAt(row)).isLessThan(end.toEpochMilli());
    }
  }

  @Test
  void aFeatureThatSeparatesByItselfIsRefused() throws Exception {
    write(directory, "0", 4, 0);

    assertThatThrownBy(() -> make(directory))
        .isInstanceOfSatisfying(
            LeakException.class, e -> assertThat(e.features()).containsExactly("amount"));
  }

  /** What cannot be read is not noticed where it lies too early for the window. */
  @Test
  void daysThatAreTooEarlyAreNotRead() throws Exception {
    write(directory, "0", 1, 0);
    Dataset before = make(directory);
    for (String place : List.of("scored-features", "verdicts/labels", "verdicts/outcomes")) {
      Path early = directory.resolve(place).resolve("dt=2025-12-07").resolve("part-0.avro");
      Files.createDirectories(early.getParent());
      Files.writeString(early, "no Avro");
    }

    Dataset dataset = make(directory);

    assertThat(dataset.manifest().source()).isEqualTo(before.manifest().source());
    assertThat(dataset.manifest().leftOut()).isEqualTo(before.manifest().leftOut());
    Path first = directory.resolve("scored-features/dt=2025-12-08/part-0.avro");
    Files.createDirectories(first.getParent());
    Files.writeString(first, "no Avro");
    assertThatThrownBy(() -> make(directory)).hasMessageContaining("dt=2025-12-08");
  }

  private static int firstRow(Dataset dataset, Instant from) {
    int row = 0;
    while (dataset.rows().set().eventTime(row) < from.toEpochMilli()) {
      row++;
    }
    return row;
  }

  private Dataset make(Path root) throws Exception {
    return make(root, at(DAYS));
  }

  private Dataset make(Path root, Instant knownBy) throws Exception {
    HistoryWindow window =
        HistoryWindow.between(at(2), at(DAYS - 2))
            .knownBy(knownBy)
            .withMaturity(Duration.ofDays(5))
            .withProof(GenuineProof.SETTLED);
    DatasetSettings settings =
        new DatasetSettings(
            window,
            null,
            DatasetSettings.Split.STANDARD,
            new DatasetSettings.Checks(1, SeparationCheck.DEFAULT_BOUND, Set.of()),
            Duration.ofHours(1),
            17);
    return new DatedDataset(plan, settings)
        .make(root.resolve("scored-features"), root.resolve("verdicts"));
  }

  /**
   * Writes twenty days of traffic. Frauds have amounts of the given shift more; of the transactions
   * only the even ones (share 1) or odd ones (share 2) are written, all for share 0.
   */
  private void write(Path root, String part, float shift, int share) throws IOException {
    Random random = new Random(9);
    List<ScoredFeatures> scored = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 1_600; i++) {
      Instant time = START.plusSeconds(i * DAYS * 86_400L / 1_600);
      boolean fraud = random.nextInt(9) == 0;
      float amount = (fraud ? shift : 0) + 4 * random.nextFloat();
      boolean declined = random.nextInt(20) == 0;
      Instant reported = time.plus(Duration.ofHours(30 + random.nextInt(60)));
      if (share == 0 || i % 2 == share - 1) {
        scored.add(vector("t" + i, time, amount, "card-" + random.nextInt(9)));
        outcomes.add(outcome("t" + i, time.plusSeconds(60), declined));
        if (fraud) {
          labels.add(label("t" + i, time, reported));
        }
      } else {
        random.nextInt(9);
      }
    }
    Path verdicts = root.resolve("verdicts");
    writeDays(root.resolve("scored-features"), part, scored, ScoredFeatures::getEventTime);
    writeDays(verdicts.resolve(DatedDataset.LABELS), part, labels, Label::getReportedAt);
    writeDays(verdicts.resolve(DatedDataset.OUTCOMES), part, outcomes, Outcome::getOccurredAt);
  }

  private ScoredFeatures vector(String id, Instant time, float amount, String card) {
    return ScoredFeatures.newBuilder()
        .setTransactionId(id)
        .setEventTime(time)
        .setScoredAt(time.plusMillis(3))
        .setEntities(Map.of("cardToken", card))
        .setVector(List.of(amount, Float.NaN))
        .setFeatureSetHash(plan.hash())
        .build();
  }

  private static Label label(String id, Instant time, Instant reported) {
    return Label.newBuilder()
        .setTransactionId(id)
        .setEventTime(time)
        .setBaseAmountMinor(1)
        .setVerdict(Verdict.FRAUD)
        .setReportedAt(reported)
        .build();
  }

  private static Outcome outcome(String id, Instant at, boolean declined) {
    return Outcome.newBuilder()
        .setTransactionId(id)
        .setAction(declined ? OutcomeAction.DECLINED_BY_ISSUER : OutcomeAction.SETTLED)
        .setOccurredAt(at)
        .build();
  }

  private static <T extends SpecificRecord> void writeDays(
      Path directory, String part, List<T> records, Function<T, Instant> time) throws IOException {
    Map<LocalDate, List<T>> days = new TreeMap<>();
    for (T record : records) {
      LocalDate day = LocalDate.ofInstant(time.apply(record), ZoneOffset.UTC);
      days.computeIfAbsent(day, absent -> new ArrayList<>()).add(record);
    }
    for (Map.Entry<LocalDate, List<T>> day : days.entrySet()) {
      Path file = new DatedFiles(directory).part(day.getKey(), part);
      Files.createDirectories(file.getParent());
      T first = day.getValue().get(0);
      try (DataFileWriter<T> writer =
          new DataFileWriter<>(new SpecificDatumWriter<T>(first.getSchema()))) {
        writer.create(first.getSchema(), file.toFile());
        for (T record : day.getValue()) {
          writer.append(record);
        }
      }
    }
  }

  private static Instant at(int day) {
    return START.plus(Duration.ofDays(day));
  }
}
