package io.alcedo.retraining.training;

import static io.alcedo.retraining.training.LearningFiles.DAY;
import static io.alcedo.retraining.training.LearningFiles.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.features.FeatureColumns;
import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.features.FeatureUnion;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelFeature;
import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.registry.ModelVersion;
import io.alcedo.retraining.training.LearningFiles.Payment;
import io.alcedo.retraining.training.RunEnd.Result;
import io.alcedo.training.Packaging;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.Evaluation;
import io.alcedo.training.evaluation.ScoredRows;
import io.alcedo.training.gate.GateJson;
import io.alcedo.training.gate.GateReport;
import io.alcedo.training.gate.GateVerdict;
import io.alcedo.training.progress.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against a champion that brought a feature of its own, which a part of the vectors hold. */
class OwnFeaturesRunTest {
  private static final long CUT = START + 11 * DAY;
  private static final String JOBS =
      """
      name: job
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count, count: card, window: 7d, family: velocity}
      """;
  private static final String CHAMPIONS =
      """
      name: champion
      entities: {card: cardToken}
      features:
        - {name: amount, value: baseAmount, family: amount}
        - {name: card_count, count: card, window: 1d, family: velocity}
      """;

  /** Columns that nobody wrote to the catalogue. */
  private static final FeatureColumns STRANGER =
      new FeatureColumns(List.of("amount"), List.of("0123456789abcdef"));

  @TempDir private Path directory;

  private FeaturePlan jobs;
  private FeaturePlan champions;
  private FeaturePlan all;
  private RunFiles files;

  @BeforeEach
  void open() throws Exception {
    FeatureUnion union =
        FeatureUnion.of(FeatureSet.parse(JOBS, "job"))
            .with(FeatureSet.parse(CHAMPIONS, "champion"));
    jobs = FeatureSet.parse(JOBS, "job").compile();
    champions = FeatureSet.parse(CHAMPIONS, "champion").compile();
    all = union.compile(FeatureSet.parse(JOBS, "job").layout());
    files = new RunFiles(runs(ChallengerFeatures.CONFIGURED).uri("runs"));
    runs(ChallengerFeatures.CONFIGURED).catalogue().add(union.columns(union.places()));
  }

  @Test
  void aBetterChallengerIsLetInByTheRowsThatBothCanScore() throws Exception {
    TestRuns runs = runs(ChallengerFeatures.CONFIGURED);
    LearningFiles data = mixed(20);
    FakeModels models = models(false);
    ModelVersion first = models.champion();
    planned(TrainingStart.SCRATCH);

    advance(runs, models, CUT);
    RunStep.Staged staged = staged();
    RunEnd end = advance(runs, models, START + 19 * DAY);

    assertThat(staged.rows())
        .as("earlier vectors do for the job's own set")
        .isEqualTo(written(data, 0, 10, payment -> payment.tagged() != STRANGER).size());
    assertThat(features(models, staged.challenger())).isEqualTo(jobs.hashes());
    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.PROMOTED);
    GateReport report = report(models, staged);
    List<Payment> held = written(data, 10, 18, this::holdsAll);
    assertThat(report.rows().count()).isEqualTo(held.size()).isPositive();
    assertThat(report.rows().lackingFeatures()).isEqualTo(8 * 300 - held.size()).isPositive();
    assertThat(report.rows().frauds())
        .isEqualTo((int) held.stream().filter(Payment::fraud).count());
    assertThat(report.gain().champion()).isCloseTo(precision(models, first, held), within(1e-12));
    assertThat(report.gain().challenger())
        .isCloseTo(precision(models, staged.challenger(), held), within(1e-12));
  }

  @Test
  void anEqualChallengerIsHeldBack() throws Exception {
    TestRuns runs = runs(ChallengerFeatures.CONFIGURED);
    LearningFiles data = mixed(20);
    FakeModels models = models(true);
    ModelVersion first = models.champion();
    planned(TrainingStart.SCRATCH);

    advance(runs, models, CUT);
    RunEnd end = advance(runs, models, START + 19 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.HELD);
    assertThat(models.champion()).isEqualTo(first);
    GateReport report = report(models, staged());
    assertThat(report.criterion("evidence").passed()).isTrue();
    assertThat(report.criterion("gain").passed()).isFalse();
    assertThat(report.rows().count()).isEqualTo(written(data, 10, 18, this::holdsAll).size());
  }

  @Test
  void whereNoVectorHoldsTheChampionsFeaturesItWaitsAsForLabels() throws Exception {
    TestRuns runs = runs(ChallengerFeatures.CONFIGURED);
    new LearningFiles(all, directory.resolve("data"), List.of(2.5, 1.0), List.of(jobs.columns()))
        .write(0, 28, 100, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);

    advance(runs, models, CUT);
    assertThat(advance(runs, models, START + 19 * DAY)).as("at the end of the window").isNull();
    GateReport waits = report(models, staged());
    RunEnd end = advance(runs, models, START + 27 * DAY);

    assertThat(waits.verdict()).isEqualTo(GateVerdict.WAIT);
    assertThat(waits.rows().count()).isZero();
    assertThat(waits.rows().lackingFeatures()).isEqualTo(8 * 100);
    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.HELD);
    assertThat(models.versions()).as("it stays in the store").isEqualTo(2);
    GateReport holds = report(models, staged());
    assertThat(holds.criterion("evidence").passed()).isFalse();
    assertThat(holds.rows().lackingFeatures()).isEqualTo(16 * 100);
  }

  @Test
  void aWarmStartOnTheChampionsFeaturesTakesTheVectorsThatHoldThem() throws Exception {
    TestRuns runs = runs(ChallengerFeatures.CHAMPION);
    LearningFiles data = mixed(20);
    FakeModels models = models(true);
    ModelVersion first = models.champion();
    planned(TrainingStart.WARM);

    advance(runs, models, CUT);
    RunStep.Staged staged = staged();
    advance(runs, models, START + 19 * DAY);

    assertThat(staged.rows()).isEqualTo(written(data, 0, 10, this::holdsAll).size());
    assertThat(features(models, staged.challenger())).isEqualTo(champions.hashes());
    assertThat(bundle(models, staged.challenger()).featureSet()).isEqualTo(CHAMPIONS);
    assertThat(trees(models, staged.challenger())).isGreaterThan(trees(models, first));
    GateReport report = report(models, staged);
    assertThat(report.rows().count()).isEqualTo(written(data, 10, 18, this::holdsAll).size());
  }

  @Test
  void aWarmStartOnTheJobsFeaturesStartsAnew() throws Exception {
    mixed(12);
    FakeModels models = models(true);
    planned(TrainingStart.WARM);

    advance(runs(ChallengerFeatures.CONFIGURED), models, CUT);

    ModelVersion challenger = staged().challenger();
    assertThat(features(models, challenger)).isEqualTo(jobs.hashes());
    assertThat(trees(models, challenger))
        .isLessThanOrEqualTo(Double.parseDouble(LearningFiles.TREES.get("maxTrees")));
  }

  private TestRuns runs(ChallengerFeatures features) {
    return new TestRuns(directory, jobs, features);
  }

  /** Writes vectors of the job's own set, of the union, and of a set that nobody knows, by lot. */
  private LearningFiles mixed(int days) throws IOException {
    LearningFiles data =
        new LearningFiles(
            all,
            directory.resolve("data"),
            List.of(2.5, 1.0, 1.0),
            List.of(jobs.columns(), all.columns(), all.columns(), STRANGER));
    data.write(0, days, 300, true);
    return data;
  }

  /** Returns a store whose first champion has its own feature, and knows the other or does not. */
  private FakeModels models(boolean good) throws Exception {
    Path bundle = directory.resolve("store").resolve("first");
    byte[] state =
        new LearningFiles(champions, directory.resolve("none"))
            .champion(bundle, good, null, START, new Packaging(CHAMPIONS, null));
    FakeModels models = new FakeModels(directory.resolve("store").resolve("versions"), bundle);
    assertThat(state).isNotNull();
    models.keepBeside(models.champion(), ChallengerTraining.STATE, state);
    return models;
  }

  private void planned(TrainingStart start) throws IOException {
    files.write(
        "run-1",
        RunStep.PLAN,
        new RunPlan("run-1", TestRuns.cause(), CUT, START - 5 * DAY, CUT - DAY, start, 3));
  }

  private @Nullable RunEnd advance(TestRuns runs, FakeModels models, long now) throws IOException {
    return runs.run(files, "run-1", models, false).advance(now, TrainingProgress.NONE);
  }

  private RunStep.Staged staged() throws IOException {
    RunStep.Staged staged = files.read("run-1", RunStep.STAGED, RunStep.Staged.class);
    assertThat(staged).as("%s", files.read("run-1", RunStep.END, RunEnd.class)).isNotNull();
    return staged;
  }

  private static GateReport report(FakeModels models, RunStep.Staged staged) throws IOException {
    byte[] kept = models.beside(staged.challenger(), "gate.json");
    assertThat(kept).isNotNull();
    return GateJson.readReport(kept);
  }

  private boolean holdsAll(Payment payment) {
    return payment.tagged().hash().equals(all.hash());
  }

  private static List<Payment> written(
      LearningFiles data, int fromDay, int toDay, Predicate<Payment> which) {
    return data.written.stream()
        .filter(payment -> payment.time() >= START + fromDay * DAY)
        .filter(payment -> payment.time() < START + toDay * DAY)
        .filter(which)
        .toList();
  }

  /** Returns a version's average precision on payments, of which it may read all that there is. */
  private double precision(FakeModels models, ModelVersion version, List<Payment> payments)
      throws Exception {
    TrainingSet.Builder builder = TrainingSet.builder(all.names());
    for (Payment payment : payments) {
      builder.add(payment.vector(), payment.fraud(), payment.time(), payment.time());
    }
    TrainingSet rows = builder.build();
    try (BundleScorer scorer = BundleScorer.open(models.bundle(version), TrainingFeature.of(all))) {
      return Evaluation.of(ScoredRows.of(scorer.scores(rows), rows)).averagePrecision();
    }
  }

  private static List<String> features(FakeModels models, ModelVersion version) throws Exception {
    return bundle(models, version).manifest().features().stream().map(ModelFeature::hash).toList();
  }

  private static double trees(FakeModels models, ModelVersion version) throws Exception {
    Double trees = bundle(models, version).manifest().metrics().get("trees");
    assertThat(trees).isNotNull();
    return trees;
  }

  private static ModelBundle bundle(FakeModels models, ModelVersion version) throws Exception {
    return ModelBundle.read(models.bundle(version));
  }
}
