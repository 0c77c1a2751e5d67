package io.alcedo.scoring.inference;

import static io.alcedo.scoring.inference.ScoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ShadowScore;
import io.alcedo.scoring.roster.Roster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rosters among transactions: what decides, what is said, and what stays open. */
@Timeout(60)
class RosterSwapTest extends RosterHarnessTest {
  @Test
  void promotedModelDecidesFromTheNextBatchOnAndTheOneBeforeShadowsIt() throws Exception {
    scoreOne(0.2f);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    awaitActive("2");
    scoreOne(0.2f);

    assertThat(harness.events()).extracting(RiskEvent::getModelVersion).containsExactly("1", "2");
    assertThat(harness.events().get(0).getShadowScores()).isEmpty();
    ShadowScore former = harness.events().get(1).getShadowScores().get(0);
    assertThat(former.getModelVersion()).isEqualTo("1");
    assertThat(former.getScore()).isEqualTo(0.2f, within(1e-6));
    assertThat(harness.events().get(1).getScore()).isEqualTo(0.21, within(1e-6));
    assertThat(harness.statuses())
        .extracting(ModelStatus::getModelVersion, ModelStatus::getState, ModelStatus::getGeneration)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("1", ModelState.LOADED, 1L),
            org.assertj.core.groups.Tuple.tuple("1", ModelState.ACTIVE, 1L),
            org.assertj.core.groups.Tuple.tuple("2", ModelState.LOADED, 2L),
            org.assertj.core.groups.Tuple.tuple("2", ModelState.ACTIVE, 2L));
  }

  @Test
  void theOneBeforeClosesWithTheGuardsPeriod() throws Exception {
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    awaitActive("2");
    assertThat(FakeModel.OPEN).hasValue(2);
    harness.setProcessingTime(harness.getProcessingTime() + 3_599_000);
    assertThat(FakeModel.OPEN).hasValue(2);
    harness.setProcessingTime(harness.getProcessingTime() + 1_001);
    assertThat(FakeModel.OPEN).hasValue(1);
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getShadowScores()).isEmpty();
    assertThat(harness.events().get(0).getModelVersion()).isEqualTo("2");
  }

  @Test
  void wayBackBringsTheFormerModelBackWithoutAskingTheFailedOneAgain() throws Exception {
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    awaitActive("2");
    harness.follow(FakeModel.roster(3, "1"));
    awaitActive("1");
    scoreOne(0.3f);
    assertThat(harness.events().get(0).getModelVersion()).isEqualTo("1");
    assertThat(harness.events().get(0).getShadowScores()).isEmpty();
    assertThat(FakeModel.OPEN).hasValue(1);
  }

  @Test
  void refusedActiveModelLeavesTheRunningOneAndSaysWhy() throws Exception {
    FakeModel.REFUSED.add("2");
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of("3"), "1"));
    awaitStatus("2", ModelState.REJECTED);
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getModelVersion()).isEqualTo("1");
    assertThat(harness.events().get(0).getShadowScores()).isEmpty();
    ModelStatus rejected = status("2", ModelState.REJECTED);
    assertThat(rejected.getCode()).isEqualTo("GOLDEN_MISMATCH");
    assertThat(rejected.getReason()).isEqualTo("told to refuse");
    assertThat(rejected.getGeneration()).isEqualTo(2);
    assertThat(FakeModel.OPEN).hasValue(1);

    // A later assignment is followed all the same.
    harness.follow(FakeModel.roster(3, "3", null, 0, List.of(), "1"));
    awaitActive("3");
  }

  @Test
  void newestOfTheRostersThatComeWhileOneLoadsIsTheOnlyOneThatCounts() throws Exception {
    FakeModel.LOADING.acquireUninterruptibly(1_000);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    harness.follow(FakeModel.roster(3, "3", null, 0, List.of(), "2"));
    harness.follow(FakeModel.roster(4, "4", null, 0, List.of(), "3"));
    harness.follow(FakeModel.roster(3, "6", null, 0, List.of(), "2"));
    scoreOne(0.2f);
    FakeModel.LOADING.release(1_000);
    awaitActive("4");
    scoreOne(0.2f);
    assertThat(harness.events()).extracting(RiskEvent::getModelVersion).containsExactly("1", "4");
    assertThat(harness.statuses())
        .extracting(ModelStatus::getModelVersion)
        .as("3 was active before 4, and is guard beside it")
        .doesNotContain("2", "6");
  }

  @Test
  void rosterThatIsLoadingWhenTheTaskClosesLeavesNothingOpen() throws Exception {
    FakeModel.LOADING.acquireUninterruptibly(1_000);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of("3"), "1"));
    harness.close();
    FakeModel.LOADING.release(1_000);
    harness = opened(WIDE, FakeModel.roster(3, "4"));
    awaitGeneration(3);
    harness.follow(FakeModel.roster(4, "5")); // is loaded behind what was dropped
    awaitActive("5");
    assertThat(FakeModel.OPEN).hasValue(1);
  }

  @Test
  void restoredAndRescaledOperatorsFollowTheLatestRoster() throws Exception {
    harness.follow(FakeModel.roster(5, "2", null, 0, List.of("3"), "1"));
    awaitActive("2");
    OperatorSubtaskState later = harness.snapshot(1, 1);
    harness.close();
    harness = opened(WIDE, FakeModel.roster(1, "1"));
    OperatorSubtaskState earlier = harness.snapshot(1, 1);
    harness.close();

    OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(later, earlier);
    for (int subtask = 0; subtask < 3; subtask++) {
      harness = new ScoreHarness(WIDE, new FakeModel(), FakeModel.roster(9, "7"), 3, subtask);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 3, subtask));
      harness.open();
      harness.setProcessingTime(1_000);
      awaitStatus("1", ModelState.LOADED);
      scoreOne(0.2f);
      RiskEvent event = harness.events().get(0);
      assertThat(event.getModelVersion()).isEqualTo("2");
      assertThat(event.getShadowScores())
          .extracting(ShadowScore::getModelVersion)
          .containsExactly("3", "1");
      if (subtask < 2) {
        harness.close();
      }
    }
  }

  @Test
  void rosterThatWasLoadingWhenTheStateWasWrittenIsFollowedAfterARestart() throws Exception {
    FakeModel.LOADING.acquireUninterruptibly(1_000);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    FakeModel.LOADING.release(1_000);
    harness = new ScoreHarness(WIDE, new FakeModel(), FakeModel.roster(1, "1"));
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(1_000);
    awaitActive("2");
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getModelVersion()).isEqualTo("2");
  }

  @Test
  void bundleOfTheConfigurationMayChangeWhileNothingIsAssigned() throws Exception {
    harness.close();
    harness = opened(WIDE, FakeModel.roster(0, "1"));
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    FakeModel.REFUSED.add("1");
    harness = new ScoreHarness(WIDE, new FakeModel(), FakeModel.roster(0, "2"));
    harness.initializeState(state);
    harness.open();
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getModelVersion()).isEqualTo("2");
  }

  @Test
  void promotionsThatCoalesceAreGuarded() throws Exception {
    FakeModel.LOADING.acquireUninterruptibly(1_000);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    harness.follow(FakeModel.roster(3, "3", null, 0, List.of(), "2"));
    FakeModel.LOADING.release(1_000);
    awaitActive("3");
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getShadowScores())
        .extracting(ShadowScore::getModelVersion)
        .containsExactly("2");
  }

  @Test
  void modelThatFailsToLoadIsTriedAgainLater() throws Exception {
    FakeModel.UNLOADABLE.add("2");
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of("3"), "1"));
    awaitStatus("2", ModelState.REJECTED);
    assertThat(status("2", ModelState.REJECTED).getCode()).isEqualTo("LOAD_FAILED");
    FakeModel.UNLOADABLE.clear();
    harness.setProcessingTime(harness.getProcessingTime() + 60_000);
    awaitActive("2");
  }

  @Test
  void modelsThatComeAfterTheEndOfTheInputAreDroppedInSilence() throws Exception {
    FakeModel.LOADING.acquireUninterruptibly(1_000);
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    harness.endInput();
    int said = harness.extractOutputValues().size();
    FakeModel.LOADING.release(1_000);
    harness.workUntil(() -> FakeModel.OPEN.get() == 2);
    harness.workOnce();
    assertThat(harness.extractOutputValues()).hasSize(said);
  }

  @Test
  void operatorGoesOnWithTheModelItHadOnly() throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    Roster first = FakeModel.roster(1, "1");
    Roster other = new Roster(io.alcedo.registry.Assignment.none("other"), first.featureSets());
    ScoreHarness restored = new ScoreHarness(WIDE, new FakeModel(), other);
    restored.initializeState(state);
    assertThatThrownBy(restored::open).hasMessageContaining("fake").hasMessageContaining("other");
    harness = opened(WIDE, first);
  }

  @Test
  void everyTransactionIsDecidedOnceInOrderByAVersionOfItsTime() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int count = 2_000;
    long generation = 1;
    String active = "1";
    for (int i = 0; i < count; i++) {
      harness.process(event(i, "card-" + random.nextInt(50), random.nextFloat(), 1_000));
      if (random.nextInt(40) == 0) {
        generation++;
        String before = active;
        active = Long.toString(1 + generation % 7);
        FakeModel.BROKEN.clear();
        if (random.nextInt(4) == 0) {
          FakeModel.BROKEN.add(Integer.toString(2 + random.nextInt(6)));
        }
        boolean canary = random.nextInt(3) == 0;
        harness.follow(
            FakeModel.roster(
                generation,
                active,
                canary ? "8" : null,
                canary ? 0.3 : 0,
                random.nextBoolean() ? List.of("9", "10") : List.of(),
                before.equals(active) ? null : before));
      }
      if (random.nextInt(100) == 0) {
        harness.prepareSnapshotPreBarrier(i);
      }
      if (random.nextInt(10) == 0) {
        harness.setProcessingTime(harness.getProcessingTime() + random.nextInt(30));
      }
    }
    harness.endInput();
    List<RiskEvent> events = harness.events();
    assertThat(events)
        .as("seed=%d", seed)
        .extracting(RiskEvent::getTransactionId)
        .isEqualTo(java.util.stream.IntStream.range(0, count).mapToObj(String::valueOf).toList());
    Map<String, Float> own = new HashMap<>();
    harness
        .vectors()
        .forEach(vector -> own.put(vector.getTransactionId(), vector.getVector().get(0)));
    assertThat(events)
        .as("seed=%d", seed)
        .allSatisfy(
            event -> {
              if (event.getModelVersion() == null) {
                return; // its model failed, and there was none before it
              }
              assertThat(event.getScore())
                  .isEqualTo(
                      own.get(event.getTransactionId())
                          + (Integer.parseInt(event.getModelVersion()) - 1) / 100.0,
                      within(1e-5));
            });
  }

  @Test
  void hundredSwapsLeaveOneSessionOpen() throws Exception {
    for (int generation = 2; generation <= 101; generation++) {
      String active = Integer.toString(1 + generation % 2 + 2 * (generation % 5));
      harness.follow(FakeModel.roster(generation, active));
      awaitGeneration(generation);
      scoreOne(0.2f);
      assertThat(FakeModel.OPEN).hasValue(1);
    }
  }
}
