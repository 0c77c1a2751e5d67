package io.alcedo.local.backtest;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.HistoryKeyset;
import io.alcedo.local.TemporaryDirectory;
import io.alcedo.local.features.RunProgress;
import io.alcedo.privacy.Keyset;
import io.alcedo.scoring.history.DelayedLabels;
import io.alcedo.scoring.history.HistoryFile;
import io.alcedo.scoring.history.HistoryOrigin;
import io.alcedo.scoring.plan.PlanSource;
import io.alcedo.training.backtest.AlertReasons;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.backtest.BundleScorer;
import io.alcedo.training.backtest.WindowRows;
import io.alcedo.training.backtest.WindowTraining;
import io.alcedo.training.dataset.TrainingFeature;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.evaluation.EvaluationReport;
import io.alcedo.training.evaluation.Evaluator;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunDraft;
import io.alcedo.training.trainer.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tries models against history: its rows by the job's own operators, training on the one window as
 * things were known when the other began, scores of the other by the bundles that training wrote.
 */
final class Backtest {
  private final BacktestRequest request;
  private final PlanSource plan;
  private final FeaturePlan compiled;
  private final HistoryOrigin history;
  private final Keyset keyset;
  private final WindowTraining training;
  private final List<TrainingFeature> features;
  private final BacktestRuns runs;

  /**
   * Prepares a backtest.
   *
   * @param runs where its trainings are recorded
   */
  Backtest(BacktestRequest request, PlanSource plan, RunDirectory runs, InstantSource clock)
      throws IOException {
    HistoryFile file =
        new HistoryFile(
            request.history().file().toAbsolutePath().toString(), request.history().mapping());
    Duration delay = request.delay();
    this.request = request;
    this.plan = plan;
    this.compiled = plan.compile();
    this.history = delay == null ? file : new DelayedLabels(file, delay);
    this.keyset = HistoryKeyset.of(request.history().file());
    this.features = TrainingFeature.of(compiled);
    this.runs = new BacktestRuns(request, runs, clock);
    this.training = new WindowTraining("backtest", request.trainers(), features, clock);
  }

  /** Runs the backtest. */
  BacktestResult run(TrainingProgress progress) throws Exception {
    BacktestWindows windows = request.windows();
    HistoryRows.Read read = read();
    WindowRows rows = WindowRows.of(read.rows(), windows, request.excludeKnownCards());
    requireRows(rows);
    try (TemporaryDirectory directory = TemporaryDirectory.create("alcedo-backtest")) {
      List<JudgedModel> models = models(rows, directory.path(), progress);
      JudgedModel middle = middle(models);
      Evaluator evaluator = new Evaluator(request.evaluation());
      EvaluationReport report = evaluator.evaluate(middle.rows(), middle.reviewThreshold());
      DeclineResult declines =
          request.declines() == null
              ? null
              : new DeclineRuns(request, history, keyset, compiled, training, directory.path())
                  .play(request.declines(), progress);
      return new BacktestResult(
          read.counts(),
          request.model() == null ? rows.train().size() : 0,
          request.model() == null ? rows.train().frauds() : 0,
          rows.waiting(),
          rows.test().size(),
          rows.test().frauds(),
          rows.knownCards(),
          models,
          middle,
          report,
          reasons(middle, rows.test()),
          compared(middle, rows.test(), evaluator),
          declines);
    }
  }

  private HistoryRows.Read read() throws Exception {
    BacktestWindows windows = request.windows();
    Duration maturity = BacktestRequest.maturity(request.delay());
    try (RunProgress progress = new RunProgress()) {
      return new HistoryRows(plan, history, keyset, request.parallelism(), maturity)
          .read(windows.trainStart(), windows.testEnd(), progress);
    }
  }

  private static void requireRows(WindowRows rows) throws TrainingException {
    TrainingSet test = rows.test();
    if (test.frauds() == 0 || test.frauds() == test.size()) {
      throw new TrainingException(
          TrainingException.Code.TOO_LITTLE_DATA,
          "The test days hold frauds and genuine transactions: rows="
              + test.size()
              + ", frauds="
              + test.frauds()
              + ", rows of known cards left out="
              + rows.knownCards());
    }
  }

  private List<JudgedModel> models(WindowRows rows, Path directory, TrainingProgress progress)
      throws TrainingException, IOException {
    Path given = request.model();
    if (given != null) {
      return List.of(judged(given, rows.test()));
    }
    List<JudgedModel> models = new ArrayList<>();
    for (int seed = 1; seed <= request.seeds(); seed++) {
      Path bundle = directory.resolve("seed-" + seed);
      RunDraft draft = runs.start(seed);
      try (BundleScorer scorer = training.train(rows.train(), seed, bundle, progress)) {
        JudgedModel model =
            JudgedModel.of(
                "seed " + seed,
                bundle,
                scorer,
                rows.test(),
                request.windows().testDays(),
                request.evaluation());
        runs.end(draft, model, bundle);
        models.add(model);
      }
    }
    return models;
  }

  private JudgedModel judged(Path bundle, TrainingSet test) throws TrainingException {
    try (BundleScorer scorer = BundleScorer.open(bundle, features)) {
      return JudgedModel.of(
          scorer.manifest().name() + " " + scorer.manifest().version(),
          bundle,
          scorer,
          test,
          request.windows().testDays(),
          request.evaluation());
    }
  }

  /** Returns the model in the middle by average precision, the lower one of two. */
  private static JudgedModel middle(List<JudgedModel> models) {
    return models.stream()
        .sorted(Comparator.comparingDouble(model -> model.value(Figure.AVERAGE_PRECISION)))
        .skip((models.size() - 1) / 2)
        .findFirst()
        .orElseThrow();
  }

  private AlertReasons reasons(JudgedModel model, TrainingSet test) throws TrainingException {
    try (BundleScorer scorer = BundleScorer.open(model.bundle(), features)) {
      return AlertReasons.of(scorer, test);
    }
  }

  private List<BacktestResult.Compared> compared(
      JudgedModel middle, TrainingSet test, Evaluator evaluator) throws TrainingException {
    List<BacktestResult.Compared> compared = new ArrayList<>();
    for (Path bundle : request.compared()) {
      JudgedModel other = judged(bundle, test);
      compared.add(
          new BacktestResult.Compared(
              other,
              evaluator.compare(
                  other.rows(), other.reviewThreshold(), middle.rows(), middle.reviewThreshold())));
    }
    return compared;
  }
}
