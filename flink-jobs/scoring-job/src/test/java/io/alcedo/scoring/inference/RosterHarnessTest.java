package io.alcedo.scoring.inference;

import static io.alcedo.scoring.inference.ScoreHarness.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.scoring.roster.Roster;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of rosters in a score operator share: an operator that is open, and what it says. */
abstract class RosterHarnessTest {
  static final int ALWAYS = 1_000_000;
  static final Map<String, String> WIDE =
      Map.of("model.max_pending", "4096", "decision.deadline", "1h");

  /** The same for canaries that answer when they do. */
  static final Map<String, String> PATIENT =
      Map.of("model.max_pending", "4096", "decision.deadline", "1h", "model.shadow_patience", "1h");

  ScoreHarness harness;
  int next;

  @BeforeEach
  void open() throws Exception {
    FakeModel.reset(ALWAYS);
    harness = opened(WIDE, FakeModel.roster(1, "1"));
  }

  @AfterEach
  void close() throws Exception {
    FakeModel.LET_GO.release(ALWAYS);
    FakeModel.HANGING.release(ALWAYS);
    harness.close();
    assertThat(FakeModel.OPEN).hasValue(0);
  }

  ScoreHarness opened(Map<String, String> settings, Roster first) throws Exception {
    ScoreHarness opened = new ScoreHarness(settings, new FakeModel(), first);
    opened.open();
    opened.setProcessingTime(1_000);
    return opened;
  }

  void scoreOne(float score) throws Exception {
    int before = harness.events().size();
    harness.process(event(next++, score));
    harness.workUntil(() -> count() > before);
  }

  void scoreOneUnchecked(float score) {
    try {
      scoreOne(score);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  int count() {
    try {
      return harness.events().size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Nullable Double lastShadowScore() {
    try {
      List<RiskEvent> events = harness.events();
      return events.get(events.size() - 1).getShadowScores().get(0).getScore();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitActive(String version) throws Exception {
    harness.workUntil(
        () -> {
          ModelStatus last = last(ModelState.ACTIVE);
          return last != null && version.equals(last.getModelVersion());
        });
  }

  void awaitStatus(String version, ModelState state) throws Exception {
    harness.workUntil(() -> status(version, state) != null);
  }

  void awaitGeneration(long generation) throws Exception {
    harness.workUntil(() -> harness.generation() == generation);
  }

  @Nullable ModelStatus last(ModelState state) {
    return statuses().stream()
        .filter(status -> status.getState() == state)
        .reduce((one, other) -> other)
        .orElse(null);
  }

  @Nullable ModelStatus status(String version, ModelState state) {
    return statuses().stream()
        .filter(status -> status.getState() == state && version.equals(status.getModelVersion()))
        .findFirst()
        .orElse(null);
  }

  List<ModelStatus> statuses() {
    try {
      return harness.statuses();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
