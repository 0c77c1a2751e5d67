package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.FeaturePlans;
import io.alcedo.local.train.HistoryIngest;
import io.alcedo.schema.history.LabelledTransaction;
import io.alcedo.simulator.Simulation;
import io.alcedo.simulator.SimulationSettings;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.backtest.WindowTraining;
import io.alcedo.training.boosting.GradientBoostingSettings;
import io.alcedo.training.boosting.GradientBoostingTrainer;
import io.alcedo.training.dataset.CleanRows;
import io.alcedo.training.dataset.HistoryWindow;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.progress.TrainingProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the demo shows rests on this: the frozen model misses the new pattern, a new one does not.
 */
class PatternChangeTest {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant CHANGE = START.plus(Duration.ofDays(7));
  private static final Instant RETRAINING = CHANGE.plus(Duration.ofDays(6));
  private static final Instant END = RETRAINING.plus(Duration.ofDays(4));

  private final FeaturePlan plan = FeaturePlans.named("card-payments");
  private final List<TrainingFeature> features = TrainingFeature.of(plan);
  @TempDir Path directory;

  @Test
  void aFrozenModelMissesTheNewPatternAndARetrainedOneCatchesIt() throws Exception {
    TrainingSet rows = rows();
    TrainingSet later = rows(rows, RETRAINING, END, Instant.MAX);
    TrainingSet hasty = rows(rows, START.plus(Duration.ofDays(5)), CHANGE, Instant.MAX);

    try (BundleScorer early = trained("early", rows(rows, START, START.plus(Duration.ofDays(5))));
        BundleScorer frozen = trained("frozen", rows(rows, START, CHANGE));
        BundleScorer retrained = trained("retrained", rows(rows, CHANGE, RETRAINING))) {
      double beforeTheChange = averagePrecision(early, hasty);
      double ofFrozen = averagePrecision(frozen, later);
      double ofRetrained = averagePrecision(retrained, later);

      assertThat(beforeTheChange).as("a first model on the pattern it knows").isGreaterThan(0.6);
      assertThat(ofFrozen).as("a first model after the change").isLessThan(beforeTheChange - 0.1);
      assertThat(ofRetrained).as("a model retrained on verdicts of six days").isGreaterThan(0.8);
      assertThat(ofRetrained - ofFrozen).as("what retraining gains").isGreaterThan(0.2);
    }
  }

  private TrainingSet rows() {
    SimulationSettings settings =
        SimulationSettings.standard(11, START).withPopulation(2_500, 500).withPatternChange(CHANGE);
    Iterator<LabelledTransaction> traffic =
        Stream.generate(new Simulation(settings)::next)
            .takeWhile(one -> one.transaction().getEventTime().isBefore(END))
            .iterator();
    return CleanRows.of(
            traffic,
            plan,
            HistoryIngest.withNewKey(plan),
            HistoryWindow.all(),
            null,
            TrainingProgress.NONE)
        .set();
  }

  private BundleScorer trained(String name, TrainingSet rows) throws Exception {
    return new WindowTraining(
            name,
            seed -> new GradientBoostingTrainer(GradientBoostingSettings.fast()),
            features,
            InstantSource.system())
        .train(rows, 17, directory.resolve(name), TrainingProgress.NONE);
  }

  private static double averagePrecision(BundleScorer model, TrainingSet rows) throws Exception {
    return Evaluation.of(model.scores(rows), rows.labels()).averagePrecision();
  }

  /** The rows of a span whose verdicts were known at its end. */
  private static TrainingSet rows(TrainingSet rows, Instant from, Instant to) {
    return rows(rows, from, to, to);
  }

  private static TrainingSet rows(TrainingSet rows, Instant from, Instant to, Instant knownBy) {
    return rows.select(
        IntStream.range(0, rows.size())
            .filter(row -> !Instant.ofEpochMilli(rows.eventTime(row)).isBefore(from))
            .filter(row -> Instant.ofEpochMilli(rows.eventTime(row)).isBefore(to))
            .filter(row -> !Instant.ofEpochMilli(rows.labelKnownAt(row)).isAfter(knownBy))
            .toArray());
  }
}
