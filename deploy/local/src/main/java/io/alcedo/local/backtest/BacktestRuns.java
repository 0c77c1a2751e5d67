package io.alcedo.local.backtest;

import io.alcedo.local.runs.TrainingCode;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.Digests;
import io.alcedo.training.backtest.BacktestWindows;
import io.alcedo.training.dataset.GenuineProof;
import io.alcedo.training.evaluation.Figure;
import io.alcedo.training.run.CodeVersion;
import io.alcedo.training.run.LabelDelay;
import io.alcedo.training.run.RunDirectory;
import io.alcedo.training.run.RunDraft;
import io.alcedo.training.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records each training of a backtest, with the figures of the test days. For one thread. */
final class BacktestRuns {
  private final BacktestRequest request;
  private final RunDirectory directory;
  private final InstantSource clock;
  private final CodeVersion code;
  private final List<RunRecord.Data> data;

  BacktestRuns(BacktestRequest request, RunDirectory directory, InstantSource clock)
      throws IOException {
    this.request = request;
    this.directory = directory;
    this.clock = clock;
    this.code = TrainingCode.version();
    this.data = request.history().runData(request.plan());
  }

  /** Starts the record of a training. */
  RunDraft start(long seed) {
    BacktestWindows windows = request.windows();
    Duration delay = request.delay();
    Map<String, String> settings = new TreeMap<>(request.trainers().apply(seed).settings());
    settings.put("featureSet", request.plan().name());
    settings.put("testFrom", windows.testFrom().toString());
    settings.put("testTo", windows.testTo().toString());
    settings.put("excludeKnownCards", Boolean.toString(request.excludeKnownCards()));
    RunDraft draft =
        RunDraft.start("backtest", request.trainer(), settings, seed, code, clock)
            .window(
                Instant.ofEpochMilli(windows.trainStart()),
                Instant.ofEpochMilli(windows.trainEnd()))
            .labelDelay(
                LabelDelay.words(
                    delay, BacktestRequest.maturity(delay), GenuineProof.APPROVED.name()));
    data.forEach(part -> draft.data(part.name(), part.digest()));
    return draft;
  }

  /** Adds the record of a training whose model was judged; its metrics are of the test days. */
  void end(RunDraft draft, JudgedModel model, Path bundle) throws IOException {
    Map<String, Double> metrics = new TreeMap<>();
    for (Figure figure : Figure.values()) {
      metrics.put(figure.key(model.report().settings()), model.value(figure));
    }
    metrics.put("testRows", (double) model.rows().size());
    BundleManifest manifest = model.manifest();
    metrics.put("trainRows", manifest.metrics().getOrDefault("rows", Double.NaN));
    directory.append(
        draft
            .metrics(metrics)
            .bundle(
                manifest.name(),
                manifest.version(),
                Digests.sha256(bundle.resolve(BundleManifest.MANIFEST_FILE)))
            .finish());
  }
}
