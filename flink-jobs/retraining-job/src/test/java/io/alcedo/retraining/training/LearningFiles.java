package io.alcedo.retraining.training;

import io.alcedo.features.FeatureColumns;
import io.alcedo.features.FeaturePlan;
import io.alcedo.schema.Decision;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Verdict;
import io.alcedo.training.ModelTrainer;
import io.alcedo.training.Packaging;
import io.alcedo.training.TrainedModel;
import io.alcedo.training.TrainingSettings;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.dataset.dated.DatedFiles;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.trainer.Trainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Dated files of made-up payments, all judged six hours later. The first feature tells frauds well,
 * the second a little; which vectors hold what may be drawn by lot.
 */
final class LearningFiles {
  static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  static final long DAY = 86_400_000;

  /** Settings of a training within a moment. */
  static final Map<String, String> TREES =
      Map.of("maxTrees", "20", "maxDepth", "3", "threads", "1", "learningRate", "0.3");

  private static final long JUDGED_AFTER = DAY / 4;
  private static final double FRAUDS = 0.06;

  /**
   * A payment that was written.
   *
   * @param vector all values, also those that its record lacks
   * @param tagged what its record says that the vector holds
   */
  record Payment(long time, boolean fraud, float[] vector, FeatureColumns tagged) {}

  final List<Payment> written = new ArrayList<>();
  private final FeaturePlan plan;
  private final Path directory;
  private final List<Double> signals;
  private final List<FeatureColumns> tags;

  LearningFiles(FeaturePlan plan, Path directory) {
    this(plan, directory, List.of(2.5, 1.0), List.of(plan.columns()));
  }

  /**
   * Makes files of vectors of several sets.
   *
   * @param plan all features
   * @param signals by how many deviations a fraud lies above others, by the place of the feature
   * @param tags what vectors hold: so many of the first features, by lot
   */
  LearningFiles(FeaturePlan plan, Path directory, List<Double> signals, List<FeatureColumns> tags) {
    this.plan = plan;
    this.directory = directory;
    this.signals = signals;
    this.tags = tags;
  }

  /**
   * Writes days of payments.
   *
   * @param from the first day, 0 being the start
   * @param perDay payments a day
   * @param honest whether verdicts are right; else they are drawn by lot
   */
  void write(int from, int days, int perDay, boolean honest) throws IOException {
    Random random = new Random(1_000 + from);
    Map<LocalDate, List<ScoredFeatures>> vectors = new TreeMap<>();
    Map<LocalDate, List<Label>> labels = new TreeMap<>();
    for (int i = 0; i < days * perDay; i++) {
      long time = START + from * DAY + i * (DAY / perDay);
      boolean fraud = random.nextDouble() < FRAUDS;
      float[] vector = vector(random, fraud);
      boolean said = honest ? fraud : random.nextDouble() < FRAUDS;
      FeatureColumns tagged =
          tags.size() == 1 ? tags.get(0) : tags.get(random.nextInt(tags.size()));
      written.add(new Payment(time, said, vector, tagged));
      vectors
          .computeIfAbsent(day(time), added -> new ArrayList<>())
          .add(scored(i, time, vector, tagged));
      labels
          .computeIfAbsent(day(time + JUDGED_AFTER), added -> new ArrayList<>())
          .add(label(i, time, said));
    }
    write("scored-features", from, vectors);
    write("verdicts/labels", from, labels);
  }

  /** Writes the bundle of a first champion, which knows what tells frauds well or does not. */
  void champion(Path bundle, boolean good) throws Exception {
    champion(bundle, good, null, START);
  }

  /** Writes such a bundle as one that was made after another, and at another time. */
  void champion(Path bundle, boolean good, @Nullable String parent, long at) throws Exception {
    champion(bundle, good, parent, at, Packaging.NONE);
  }

  /** Writes such a bundle with more in it, and returns the model's own form. */
  byte @Nullable [] champion(
      Path bundle, boolean good, @Nullable String parent, long at, Packaging packaging)
      throws Exception {
    Files.createDirectories(bundle.getParent());
    try (TrainedModel model =
        new ModelTrainer(
                TrainingSettings.of(
                    "cards", Trainers.onClassPath().named("gbdt").trainer(TREES, 3)),
                InstantSource.fixed(Instant.ofEpochMilli(at)))
            .train(rows(4_000, good), TrainingFeature.of(plan), parent, TrainingProgress.NONE)) {
      model.writeTo(bundle, packaging, TrainingProgress.NONE);
      return model.fitted().state();
    }
  }

  private TrainingSet rows(int count, boolean honest) {
    Random random = new Random(7);
    TrainingSet.Builder rows = TrainingSet.builder(plan.names());
    for (int i = 0; i < count; i++) {
      boolean fraud = random.nextDouble() < FRAUDS;
      float[] vector = vector(random, fraud);
      if (!honest) {
        vector[0] = 0;
      }
      long time = START - 30 * DAY + i * (30 * DAY / count);
      rows.add(vector, fraud, time, time);
    }
    return rows.build();
  }

  private float[] vector(Random random, boolean fraud) {
    float[] vector = new float[plan.size()];
    for (int i = 0; i < vector.length; i++) {
      double signal = i < signals.size() ? signals.get(i) : 0;
      vector[i] = (float) (random.nextGaussian() + (fraud ? signal : 0));
    }
    return vector;
  }

  private static ScoredFeatures scored(
      int number, long time, float[] vector, FeatureColumns tagged) {
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < tagged.size(); i++) {
      values.add(vector[i]);
    }
    return ScoredFeatures.newBuilder()
        .setTransactionId(id(number, time))
        .setTenant("bank")
        .setEventTime(Instant.ofEpochMilli(time))
        .setScoredAt(Instant.ofEpochMilli(time + 5))
        .setBaseAmountMinor(1_000 + number % 50_000)
        .setEntities(Map.of("cardToken", "card-" + number % 400, "terminalId", "t-" + number % 170))
        .setVector(values)
        .setFeatureSetHash(tagged.hash())
        .setDecision(Decision.APPROVE)
        .build();
  }

  private static Label label(int number, long time, boolean fraud) {
    return Label.newBuilder()
        .setTransactionId(id(number, time))
        .setTenant("bank")
        .setEventTime(Instant.ofEpochMilli(time))
        .setBaseAmountMinor(1_000)
        .setReportedAt(Instant.ofEpochMilli(time + JUDGED_AFTER))
        .setVerdict(fraud ? Verdict.FRAUD : Verdict.GENUINE)
        .setRevision(1)
        .build();
  }

  private static String id(int number, long time) {
    return time + "-" + number;
  }

  private <T extends SpecificRecord> void write(
      String below, int part, Map<LocalDate, List<T>> days) throws IOException {
    for (Map.Entry<LocalDate, List<T>> day : days.entrySet()) {
      Path file =
          new DatedFiles(directory.resolve(below)).part(day.getKey(), Integer.toString(part));
      Files.createDirectories(file.getParent());
      T one = day.getValue().get(0);
      try (DataFileWriter<T> writer =
          new DataFileWriter<>(new SpecificDatumWriter<T>(one.getSchema()))) {
        writer.create(one.getSchema(), file.toFile());
        for (T record : day.getValue()) {
          writer.append(record);
        }
      }
    }
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
