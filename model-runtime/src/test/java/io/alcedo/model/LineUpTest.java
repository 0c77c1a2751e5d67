package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineUpTest {
  private static final FakeModels.Body ZERO = (rows, count, scores) -> {};

  @TempDir Path directory;

  @Test
  void cardsBelowTheShareAreTheCanarysAndTheRestTheActives() throws Exception {
    LineUp lineUp =
        LineUp.of(
            7,
            FakeModels.shifted("1", 2, 0),
            FakeModels.shifted("2", 2, 0),
            0.25,
            List.of(FakeModels.shifted("3", 2, 0)),
            null);
    assertThat(lineUp.decider(0, 2)).isEqualTo(1);
    assertThat(lineUp.decider(0.2499, 2)).isEqualTo(1);
    assertThat(lineUp.decider(0.25, 2)).isZero();
    assertThat(lineUp.decider(0.9999, 2)).isZero();
    assertThat(lineUp.hasCanary()).isTrue();
    assertThat(lineUp.size()).isEqualTo(3);
    assertThat(lineUp.former()).isNull();
  }

  @Test
  void vectorThatLacksAFeatureOfAModelIsDecidedByOneThatCan() throws Exception {
    LineUp lineUp =
        LineUp.of(
            1,
            FakeModels.shifted("2", 4, 0),
            FakeModels.shifted("3", 5, 0),
            1,
            List.of(),
            FakeModels.shifted("1", 2, 0));
    assertThat(lineUp.decider(0, 5)).isEqualTo(1);
    assertThat(lineUp.decider(0, 4)).isZero();
    assertThat(lineUp.decider(0, 3)).isEqualTo(lineUp.formerLane());
    assertThat(lineUp.decider(0, 1)).isEqualTo(LineUp.NOBODY);
  }

  @Test
  void modelThatIsNamedTwiceHasOneLane() throws Exception {
    ServedModel active = FakeModels.shifted("2", 2, 0);
    ServedModel former = FakeModels.shifted("1", 2, 0);
    LineUp lineUp = LineUp.of(1, active, active, 0.5, List.of(former, active), former);
    assertThat(lineUp.models()).containsExactly(active, former);
    assertThat(lineUp.hasCanary()).isFalse();
    assertThat(lineUp.former()).isSameAs(former);
    assertThatThrownBy(() -> LineUp.of(1, active, null, 1.5, List.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replacedModelClosesWithItsLastBatchAndOneThatStaysDoesNot() throws Exception {
    FakeModels.Released first = new FakeModels.Released();
    FakeModels.Released second = new FakeModels.Released();
    ServedModel one = FakeModels.model("1", 2, ZERO, first);
    ServedModel two = FakeModels.model("2", 2, ZERO, second);
    LineUp before = LineUp.of(1, one, null, 0, List.of(two), null);
    LineUp after = LineUp.of(2, two);
    one.letGo();
    two.letGo();

    ScoringBatch batch = new ScoringBatch(1);
    ScoringBatch other = new ScoringBatch(1);
    batch.start(before);
    other.start(before);
    before.giveUp();
    assertThat(first.count).hasValue(0);
    batch.clear();
    assertThat(first.count).hasValue(0);
    other.clear();
    other.clear();
    assertThat(first.count).hasValue(1);
    assertThat(second.count).hasValue(0);
    after.giveUp();
    assertThat(second.count).hasValue(1);

    assertThatThrownBy(() -> batch.start(before)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(after::giveUp).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(one::hold).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> LineUp.of(3, one)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sessionsAreOpenWhileLineUpsAreSwappedUnderAWorker() throws Exception {
    LogisticModel logistic = new LogisticModel(-1, 0.5f, -2);
    ModelBundle bundle = Bundles.logistic(directory, logistic, 2);
    List<OnnxModel> all = new ArrayList<>();
    AtomicReference<LineUp> current = new AtomicReference<>(LineUp.of(0, served(bundle, all)));
    current.get().active().letGo();
    DecidingWork work = new DecidingWork(InferenceSettings.DEFAULT, InferenceListener.NONE);
    Thread user =
        new Thread(
            () -> {
              ScoringBatch batch = new ScoringBatch(4);
              while (current.get() != null) {
                LineUp lineUp = current.get();
                if (lineUp != null && started(batch, lineUp)) {
                  batch.add(new float[] {1, 2}, 2, 0);
                  work.compute(batch, false);
                  assertThat(batch.score(0)).isNotNaN();
                  batch.clear();
                }
              }
            });
    List<Throwable> failures = new ArrayList<>();
    user.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    user.start();
    for (int generation = 1; generation <= 40; generation++) {
      ServedModel model = served(bundle, all);
      LineUp next = LineUp.of(generation, model);
      model.letGo();
      current.getAndSet(next).giveUp();
    }
    current.getAndSet(null).giveUp();
    user.join();
    assertThat(failures).isEmpty();
    assertThat(all)
        .hasSize(41)
        .allSatisfy(
            model ->
                assertThatThrownBy(() -> model.score(new float[] {1, 2}, 1, new float[1]))
                    .isInstanceOf(ScoringException.class));
  }

  /** A task swaps and starts batches on one thread; here they race, and a start may come late. */
  private static boolean started(ScoringBatch batch, LineUp lineUp) {
    try {
      batch.start(lineUp);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static ServedModel served(ModelBundle bundle, List<OnnxModel> all)
      throws BundleException {
    OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, ModelOptions.DEFAULT);
    all.add(model);
    return new ServedModel(
        bundle.manifest(),
        bundle.digest(),
        FeatureBinding.bind(bundle.manifest(), List.of("f0", "f1"), List.of("hash0", "hash1")),
        model,
        false,
        model::close);
  }
}
