package io.alcedo.retraining.training;

import static io.alcedo.retraining.training.LearningFiles.DAY;
import static io.alcedo.retraining.training.LearningFiles.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.features.FeatureSet;
import io.alcedo.operations.settings.ChallengerFeatures;
import io.alcedo.operations.settings.TrainingStart;
import io.alcedo.registry.ModelVersion;
import io.alcedo.retraining.training.RunEnd.Result;
import io.alcedo.training.gate.GateJson;
import io.alcedo.training.gate.GateLedger;
import io.alcedo.training.gate.GateReport;
import io.alcedo.training.gate.GateVerdict;
import io.alcedo.training.progress.TrainingProgress;
import io.alcedo.training.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  /** Trained on days 0 to 9, looked at on days 10 to 13 and 10 to 17. */
  private static final long CUT = START + 11 * DAY;

  @TempDir private Path directory;

  private TestRuns runs;
  private LearningFiles data;
  private RunFiles files;

  @BeforeEach
  void open() throws Exception {
    FeaturePlan plan = FeatureSet.named("handbook").compile();
    runs = new TestRuns(directory, plan, ChallengerFeatures.CONFIGURED);
    data = new LearningFiles(plan, directory.resolve("data"));
    files = new RunFiles(runs.uri("runs"));
  }

  @Test
  void aBetterChallengerShadowsIsLookedAtAndTakesOver() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    ModelVersion first = models.champion();
    planned(TrainingStart.SCRATCH);

    assertThat(advance(models, false, CUT)).as("nothing has matured since").isNull();
    RunStep.Staged staged = staged();
    assertThat(models.shadows).containsExactly(staged.challenger());
    assertThat(models.champion()).isEqualTo(first);
    assertThat(advance(models, false, START + 13 * DAY)).as("no look is due").isNull();
    RunEnd end = advance(models, false, START + 19 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.PROMOTED);
    assertThat(models.champion()).isEqualTo(staged.challenger());
    assertThat(models.shadows).containsExactly(first);
    byte[] kept = models.beside(staged.challenger(), "gate.json");
    assertThat(kept).isNotNull();
    GateReport report = GateJson.readReport(kept);
    assertThat(report.verdict()).isEqualTo(GateVerdict.PROMOTE);
    assertThat(report.rows().from()).isEqualTo(Instant.ofEpochMilli(START + 10 * DAY));
    assertThat(report.rows().count()).isEqualTo(8 * 300);
    assertThat(files.readLedger().attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.verdict()).isEqualTo(GateVerdict.PROMOTE));
    assertThat(new RunDirectory(directory.resolve("records")).list())
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.command()).isEqualTo("retrain");
              assertThat(run.parentVersion()).isEqualTo(first.version());
            });
    assertThat(advance(models, false, START + 30 * DAY)).as("an ended run").isEqualTo(end);
  }

  @Test
  void aWorseOneIsHeldBackWithItsReport() throws Exception {
    data.write(0, 10, 300, false);
    data.write(10, 10, 300, true);
    FakeModels models = models(true);
    ModelVersion first = models.champion();
    planned(TrainingStart.SCRATCH);

    advance(models, false, CUT);
    ModelVersion challenger = staged().challenger();
    RunEnd end = advance(models, false, START + 15 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.HELD);
    assertThat(models.champion()).isEqualTo(first);
    assertThat(models.shadows).isEmpty();
    assertThat(models.versions()).isEqualTo(2);
    assertThat(models.beside(challenger, "gate.json")).isNotNull();
    assertThat(files.readLedger().attempts().get(0).verdict()).isEqualTo(GateVerdict.HOLD);
  }

  @Test
  void whereApprovalIsNeededItWaitsForSomeoneToPromote() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);
    advance(models, true, CUT);

    assertThat(advance(models, true, START + 19 * DAY)).isNull();
    ModelVersion challenger = staged().challenger();
    assertThat(models.shadows).containsExactly(challenger);
    assertThat(files.exists("run-1", RunStep.PASSED)).isTrue();
    assertThat(run("run-1", models, true).gaveWay(START + 20 * DAY - 1)).isNull();
    assertThat(run("run-1", models, false).gaveWay(START + 20 * DAY)).isNull();
    models.byHand(challenger, null);
    RunEnd end = advance(models, true, START + 20 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.PROMOTED);
    assertThat(end.words()).contains("by hand");
  }

  @Test
  void whatNobodyApprovesGivesWay() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);
    advance(models, true, CUT);
    advance(models, true, START + 19 * DAY);

    RunEnd end = run("run-1", models, true).gaveWay(START + 20 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.HELD);
    assertThat(end.words()).contains("not approved");
    assertThat(models.shadows).isEmpty();
  }

  @Test
  void whatSomeoneDecidedStays() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);
    advance(models, false, CUT);

    models.byHand(null, staged().challenger());
    RunEnd end = advance(models, false, START + 19 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.ABANDONED);
    assertThat(end.words()).contains("retired");
    assertThat(files.readLedger().attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.verdict()).isEqualTo(GateVerdict.HOLD));
  }

  @Test
  void aRunThatIsAbandonedTakesItsChallengerWithIt() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);
    advance(models, false, CUT);

    models.byHand(new ModelVersion("other", "0".repeat(64)), null);
    RunEnd end = advance(models, false, START + 19 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.ABANDONED);
    assertThat(models.shadows).isEmpty();
    assertThat(models.commands).last().asString().startsWith("RETIRE");
  }

  @Test
  void aChallengerThatPassedWaitsForSomeonesCanaryToEnd() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.SCRATCH);
    advance(models, false, CUT);
    ModelVersion challenger = staged().challenger();

    models.canary = new ModelVersion("canary", "0".repeat(64));
    assertThat(advance(models, false, START + 19 * DAY)).as("beside a canary").isNull();
    assertThat(models.shadows).containsExactly(challenger);
    models.canary = null;
    RunEnd end = advance(models, false, START + 19 * DAY);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.PROMOTED);
    assertThat(models.champion()).isEqualTo(challenger);
  }

  @Test
  void withoutRowsNoModelComesOfIt() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    files.write(
        "run-1",
        RunStep.PLAN,
        new RunPlan(
            "run-1",
            TestRuns.cause(),
            CUT,
            START - 20 * DAY,
            START - 9 * DAY,
            TrainingStart.SCRATCH,
            3));

    RunEnd end = advance(models, false, CUT);

    assertThat(end).isNotNull();
    assertThat(end.result()).isEqualTo(Result.FAILED);
    assertThat(end.words()).contains("parts=0");
  }

  @Test
  void aWarmStartGoesOnFromTheChampionsTrees() throws Exception {
    data.write(0, 20, 300, true);
    FakeModels models = models(false);
    planned(TrainingStart.WARM);
    advance(models, false, CUT);
    advance(models, false, START + 19 * DAY);
    ModelVersion second = models.champion();
    files.write(
        "run-2",
        RunStep.PLAN,
        new RunPlan(
            "run-2",
            TestRuns.cause(),
            CUT + 5 * DAY,
            START,
            START + 15 * DAY,
            TrainingStart.WARM,
            3));

    run("run-2", models, false).advance(CUT + 5 * DAY, TrainingProgress.NONE);

    RunStep.Staged warm = files.read("run-2", RunStep.STAGED, RunStep.Staged.class);
    assertThat(warm).isNotNull();
    double before = trees(models, second);
    assertThat(trees(models, warm.challenger())).isGreaterThan(before);
  }

  /** Kills the run at every call to the outside, before and after its effect, and goes on. */
  @Test
  void aRunThatIsKilledAnywhereComesToTheSame() throws Exception {
    data.write(0, 20, 150, true);
    FakeModels clean = models(false);
    planned(TrainingStart.SCRATCH);
    clean.killAt(Integer.MAX_VALUE, false);
    toEnd(clean);
    int calls = clean.calls();
    GateLedger ledger = files.readLedger();
    ModelVersion challenger = staged().challenger();

    for (int call = 1; call <= calls; call++) {
      for (boolean before : new boolean[] {true, false}) {
        String at = (before ? "before" : "after") + " call " + call;
        files = new RunFiles(runs.uri("runs-" + call + before));
        FakeModels models = models(false);
        planned(TrainingStart.SCRATCH);
        models.killAt(call, before);
        boolean killed = killed(models);
        models.killAt(Integer.MAX_VALUE, false);
        RunEnd end = toEnd(models);

        assertThat(killed).as(at).isTrue();
        assertThat(end.result()).as(at).isEqualTo(Result.PROMOTED);
        assertThat(models.champion()).as(at).isEqualTo(challenger);
        assertThat(models.versions()).as(at).isEqualTo(2);
        assertThat(models.commands).as(at).isEqualTo(clean.commands);
        assertThat(files.readLedger()).as(at).isEqualTo(ledger);
      }
    }
    assertThat(calls).isGreaterThan(8);
    assertThat(new RunDirectory(directory.resolve("records")).list()).hasSize(1);
  }

  private boolean killed(FakeModels models) throws IOException {
    try {
      toEnd(models);
      return false;
    } catch (FakeModels.Killed e) {
      return true;
    }
  }

  private RunEnd toEnd(FakeModels models) throws IOException {
    advance(models, false, CUT);
    RunEnd end = advance(models, false, START + 19 * DAY);
    if (end == null) {
      throw new IllegalStateException("The run ends");
    }
    return end;
  }

  private void planned(TrainingStart start) throws IOException {
    files.write(
        "run-1",
        RunStep.PLAN,
        new RunPlan("run-1", TestRuns.cause(), CUT, START - 5 * DAY, CUT - DAY, start, 3));
  }

  private @Nullable RunEnd advance(FakeModels models, boolean approval, long now)
      throws IOException {
    return run("run-1", models, approval).advance(now, TrainingProgress.NONE);
  }

  private TrainingRun run(String id, FakeModels models, boolean approval) throws IOException {
    return runs.run(files, id, models, approval);
  }

  private RunStep.Staged staged() throws IOException {
    RunStep.Staged staged = files.read("run-1", RunStep.STAGED, RunStep.Staged.class);
    assertThat(staged).isNotNull();
    return staged;
  }

  private int firsts;

  /** Returns a store with a first champion, which knows what tells frauds well or does not. */
  private FakeModels models(boolean good) throws Exception {
    Path place = directory.resolve("store-" + firsts++);
    Path bundle = place.resolve("first");
    data.champion(bundle, good);
    return new FakeModels(place.resolve("versions"), bundle);
  }

  private static double trees(FakeModels models, ModelVersion version) throws IOException {
    Double trees = ChallengerTraining.manifest(models.bundle(version)).metrics().get("trees");
    assertThat(trees).isNotNull();
    return trees;
  }
}
