package io.alcedo.scoring.inference;

import static io.alcedo.scoring.inference.ScoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.schema.DecisionSource;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ShadowScore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models beside the active one: canaries, shadows, and the one before. */
@Timeout(60)
class RosterShadowTest extends RosterHarnessTest {
  @Test
  void canaryDecidesForItsCardsThroughoutAndBothScoreAll() throws Exception {
    harness.close();
    harness = opened(PATIENT, FakeModel.roster(1, "1"));
    harness.follow(FakeModel.roster(2, "1", "5", 0.3, List.of(), null));
    awaitGeneration(2);
    for (int i = 0; i < 3_000; i++) {
      harness.process(event(next++, "card-" + i % 500, 0.2f, 1_000));
      if (i % 50 == 49) { // where more waits, comparing gives way
        harness.prepareSnapshotPreBarrier(i);
      }
    }
    Map<String, String> byCard = new HashMap<>();
    for (RiskEvent event : harness.events()) {
      String version = String.valueOf(event.getModelVersion());
      assertThat(byCard.putIfAbsent(event.getCardToken(), version)).isIn(null, version);
      assertThat(event.getShadowScores()).hasSize(1);
      assertThat(event.getShadowScores().get(0).getModelVersion())
          .isEqualTo(version.equals("1") ? "5" : "1");
      assertThat(event.getShadowScores().get(0).getScore())
          .isEqualTo(version.equals("1") ? 0.24 : 0.2, within(1e-6));
    }
    assertThat(byCard.values().stream().filter("5"::equals).count()).isBetween(110L, 190L);

    // A larger share keeps the cards that the canary has.
    harness.follow(FakeModel.roster(3, "1", "5", 0.6, List.of(), null));
    awaitGeneration(3);
    int before = harness.events().size();
    for (int i = 0; i < 500; i++) {
      harness.process(event(next++, "card-" + i, 0.2f, 1_000));
    }
    harness.prepareSnapshotPreBarrier(2);
    assertThat(harness.events().subList(before, before + 500))
        .allMatch(
            event ->
                byCard.get(event.getCardToken()).equals("1")
                    || "5".equals(event.getModelVersion()));
  }

  @Test
  void canaryThatHangsLeavesItsCardsToTheActiveModelAndTheOthersAlone() throws Exception {
    harness.close();
    // The harness's clock stands still, so that no deadline comes; patience is by the real one.
    harness =
        opened(
            Map.of("model.max_pending", "4096", "decision.deadline", "200ms"),
            FakeModel.roster(1, "1"));
    FakeModel.HUNG.add("5");
    harness.follow(FakeModel.roster(2, "1", "5", 0.5, List.of(), null));
    awaitGeneration(2);
    long start = harness.getProcessingTime();
    String card = "card-0";
    for (int i = 1; CardLot.of(event(0, card, 0, 1_000).row()) >= 0.5; i++) {
      card = "card-" + i;
    }
    harness.process(event(next++, card, 0.2f, 1_000));
    for (int i = 1; i < 200; i++) {
      harness.process(event(next++, "card-" + i, 0.2f, 1_000));
    }
    harness.workUntil(() -> count() == 200);
    assertThat(harness.getProcessingTime()).as("no deadline has come").isEqualTo(start);
    harness.workUntil(FakeModel.HANGING::hasQueuedThreads);
    assertThat(FakeModel.HANGING.getQueueLength()).isEqualTo(1);
    assertThat(harness.events())
        .allMatch(event -> "1".equals(event.getModelVersion()))
        .allMatch(event -> event.getDegradation() == Degradation.NONE)
        .allMatch(event -> event.getShadowScores().get(0).getScore() == null);

    // Once it is back it decides again, and not for what it has left.
    FakeModel.HUNG.clear();
    FakeModel.HANGING.release(1);
    harness.workUntil(
        () -> {
          processUnchecked("card-" + next % 200);
          return "5".equals(lastVersion());
        });
    int all = next;
    harness.workUntil(() -> count() == all);
    harness.follow(FakeModel.roster(3, "1"));
    awaitGeneration(3);
    harness.workUntil(() -> FakeModel.OPEN.get() == 1);
  }

  @Test
  void refusedShadowIsLeftOutAndTheRestIsFollowed() throws Exception {
    FakeModel.REFUSED.add("3");
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of("3", "4"), null));
    awaitActive("2");
    scoreOne(0.2f);
    assertThat(harness.events().get(0).getShadowScores())
        .extracting(ShadowScore::getModelVersion)
        .containsExactly("4");
    assertThat(status("3", ModelState.REJECTED).getCode()).isEqualTo("GOLDEN_MISMATCH");
  }

  @Test
  void failingShadowLeavesNoScoreAndTouchesNoDecision() throws Exception {
    FakeModel.BROKEN.add("2");
    harness.follow(FakeModel.roster(2, "1", null, 0, List.of("2", "3"), null));
    awaitGeneration(2);
    scoreOne(0.2f);
    RiskEvent event = harness.events().get(0);
    assertThat(event.getDegradation()).isEqualTo(Degradation.NONE);
    assertThat(event.getDecisionSource()).isEqualTo(DecisionSource.MODEL);
    assertThat(event.getShadowScores().get(0).getScore()).isNull();
    assertThat(event.getShadowScores().get(1).getScore()).isEqualTo(0.22, within(1e-6));
  }

  @Test
  void hangingShadowCostsPatienceOnceAndNoDecision() throws Exception {
    FakeModel.HUNG.add("2");
    harness.follow(FakeModel.roster(2, "1", null, 0, List.of("2"), null));
    awaitGeneration(2);
    long start = harness.getProcessingTime();
    harness.process(event(next++, 0.2f));
    harness.workUntil(() -> FakeModel.HANGING.hasQueuedThreads());
    assertThat(harness.events()).isEmpty();
    harness.setProcessingTime(start + 19);
    assertThat(harness.events()).isEmpty();
    harness.setProcessingTime(start + 20);
    assertThat(harness.events()).hasSize(1);

    // While it hangs, nothing more is waited for.
    for (int i = 0; i < 50; i++) {
      harness.process(event(next++, 0.2f));
    }
    int all = next;
    harness.workUntil(() -> count() == all);
    assertThat(harness.getProcessingTime()).isEqualTo(start + 20);
    assertThat(harness.events())
        .allMatch(event -> event.getDecisionSource() == DecisionSource.MODEL)
        .allMatch(event -> event.getShadowScores().get(0).getScore() == null)
        .extracting(RiskEvent::getTransactionId)
        .isEqualTo(java.util.stream.IntStream.range(0, all).mapToObj(String::valueOf).toList());

    FakeModel.HUNG.clear();
    FakeModel.HANGING.release(1);
    harness.workUntil(
        () -> {
          scoreOneUnchecked(0.4f);
          return lastShadowScore() != null;
        });
    assertThat(lastShadowScore()).isEqualTo(0.41, within(1e-6));
  }

  @Test
  void shadowsAreTheFirstToGoWhereTooMuchWaits() throws Exception {
    harness.close();
    harness =
        opened(
            Map.of("model.max_pending", "12", "decision.deadline", "1h"),
            FakeModel.roster(1, "1", null, 0, List.of("2"), null));
    awaitStatus("2", ModelState.LOADED);
    FakeModel.reset(0);
    for (int i = 0; i < 13; i++) {
      harness.process(event(next++, 0.2f));
    }
    FakeModel.LET_GO.release(ALWAYS);
    harness.prepareSnapshotPreBarrier(1);
    assertThat(harness.events()).hasSize(13);
    assertThat(harness.events().get(0).getShadowScores().get(0).getScore()).isNull();
    assertThat(harness.events().get(12).getShadowScores().get(0).getScore())
        .isEqualTo(0.21, within(1e-6));
  }

  @Test
  void formerModelDecidesWhileThePromotedOneFails() throws Exception {
    harness.follow(FakeModel.roster(2, "2", null, 0, List.of(), "1"));
    awaitActive("2");
    FakeModel.BROKEN.add("2");
    scoreOne(0.6f);
    RiskEvent event = harness.events().get(0);
    assertThat(event.getModelVersion()).isEqualTo("1");
    assertThat(event.getDecisionSource()).isEqualTo(DecisionSource.MODEL);
    assertThat(event.getReasons()).isNotEmpty();
  }

  private void processUnchecked(String card) {
    try {
      harness.process(event(next++, card, 0.2f, 1_000));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable String lastVersion() {
    try {
      List<RiskEvent> events = harness.events();
      return events.get(events.size() - 1).getModelVersion();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
