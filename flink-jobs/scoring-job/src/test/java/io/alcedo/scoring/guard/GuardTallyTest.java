package io.alcedo.scoring.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.model.BundleException;
import io.alcedo.model.BundleManifest;
import io.alcedo.model.DecidingWork;
import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.FeatureBinding;
import io.alcedo.model.GoldenVector;
import io.alcedo.model.InferenceListener;
import io.alcedo.model.InferenceSettings;
import io.alcedo.model.LineUp;
import io.alcedo.model.ModelFeature;
import io.alcedo.model.ModelInput;
import io.alcedo.model.ModelOutput;
import io.alcedo.model.Scorer;
import io.alcedo.model.ScoringBatch;
import io.alcedo.model.ScoringException;
import io.alcedo.model.ServedModel;
import io.alcedo.model.ShadowWork;
import io.alcedo.model.Thresholds;
import io.alcedo.model.TrainingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardTallyTest {
  private static final InferenceSettings PATIENT =
      InferenceSettings.DEFAULT.withCanaryPatience(Duration.ofMinutes(1));

  private boolean failing;
  private ServedModel active;
  private ServedModel former;
  private GuardTally tally;
  private LineUp lineUp;

  /** The active model says a row's only feature, the one before half of it. */
  @BeforeEach
  void promote() throws BundleException {
    active = model("2", 1);
    former = model("1", 0.5f);
    lineUp = LineUp.of(2, active, null, 0, List.of(), former);
    tally = new GuardTally(1_000_000, model -> model.manifest().thresholds().review(), lineUp);
  }

  @Test
  void thresholdsThatFollowTheScoresMoveNoCount() {
    score(0.2f, 0.6f, 1);
    active.explainFrom(0.1);
    score(0.2f, 0.6f, 1);
    active.explainFrom(0.99);
    former.explainFrom(0.05);
    score(0.2f, 0.6f, 1);

    WindowSummary summary = tally.take();
    assertThat(summary.activeModel().scores().alerts()).isEqualTo(6);
    assertThat(summary.formerModel().scores().alerts()).isEqualTo(3);
    assertThat(summary.pair().pairs()).isEqualTo(9);
    assertThat(summary.pair().activeOnly()).isEqualTo(3);
    assertThat(summary.pair().formerOnly()).isZero();
    assertThat(summary.pair().both()).isEqualTo(3);
    assertThat(tally.take()).isNull();
  }

  @Test
  void failedCallsAreCountedBesideTheirRows() {
    failing = true;
    score(0.2f, 0.6f, 1);
    score(0.2f);
    failing = false;
    score(0.2f);

    WindowSummary summary = tally.take();
    assertThat(summary.activeModel().asked()).isEqualTo(5);
    assertThat(summary.activeModel().failed()).isEqualTo(4);
    assertThat(summary.activeModel().failedCalls()).isEqualTo(2);
    assertThat(summary.activeModel().calls()).isEqualTo(1);
    assertThat(summary.formerModel().failedCalls()).isZero();
  }

  @Test
  void onlyTheActiveModelIsCountedWhereTheOthersHadNoTurn() throws Exception {
    lineUp = LineUp.of(3, model("2", 1), model("3", 0.5f), 0.1, List.of(model("4", 1)), null);
    tally.use(lineUp);
    ScoringBatch batch = new ScoringBatch(4);
    batch.start(lineUp);
    batch.add(new float[] {0.2f}, 1, 0.5);
    batch.add(new float[] {0.2f}, 1, 0.05);
    new DecidingWork(PATIENT, InferenceListener.NONE).compute(batch, false);
    tally.count(batch, false);
    batch.clear();

    List<ModelWindow> models = tally.take().models();
    assertThat(models).extracting(ModelWindow::asked).containsExactly(2L, 0L, 0L);
    assertThat(models).extracting(ModelWindow::failed).containsOnly(0L);
  }

  private void score(float... values) {
    ScoringBatch batch = new ScoringBatch(4);
    batch.start(lineUp);
    for (float value : values) {
      batch.add(new float[] {value}, 1, 0.5);
    }
    new DecidingWork(PATIENT, InferenceListener.NONE).compute(batch, false);
    new ShadowWork(InferenceListener.NONE).compute(batch, false);
    tally.count(batch, true);
    batch.clear();
  }

  private ServedModel model(String version, float factor) throws BundleException {
    BundleManifest manifest =
        new BundleManifest(
            "swap",
            version,
            Instant.EPOCH,
            List.of(new ModelFeature("only", "0", "none", 0, 1)),
            ModelInput.rows("features", 1),
            new ModelOutput("score"),
            new Thresholds(0.5, 0.9),
            new TrainingWindow(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)),
            Map.of(),
            null,
            List.of(new GoldenVector(List.of(0f), 0f)),
            Map.of(),
            ExecutionTarget.CPU);
    FeatureBinding binding = FeatureBinding.bind(manifest, List.of("only"), List.of("0"));
    return new ServedModel(manifest, "d" + version, binding, new Scaling(factor), false, () -> {});
  }

  /** Says a row's only feature times a factor; fails with factor 1 when it is told to. */
  private final class Scaling implements Scorer {
    private final float factor;

    Scaling(float factor) {
      this.factor = factor;
    }

    @Override
    public int features() {
      return 1;
    }

    @Override
    public void score(float[] rows, int count, float[] scores) throws ScoringException {
      if (failing && factor == 1) {
        throw new ScoringException(ScoringException.Problem.RUNTIME_FAILED, "told to fail", null);
      }
      for (int row = 0; row < count; row++) {
        scores[row] = factor * rows[row];
      }
    }
  }
}
