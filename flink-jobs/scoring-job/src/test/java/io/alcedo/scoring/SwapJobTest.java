package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.model.ExecutionTarget;
import io.alcedo.model.ModelBundle;
import io.alcedo.model.ModelOptions;
import io.alcedo.model.OnnxModel;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.ShadowScore;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job while its model is swapped, on a real broker and a real cluster. */
@Timeout(1_200)
class SwapJobTest {
  @TempDir private static Path directory;

  private static SwapHouse house;

  @BeforeAll
  static void start() throws Exception {
    house = new SwapHouse(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    house.close();
  }

  @Test
  void swapsUnderLoadWithoutLosingOrRepeatingATransaction() throws Exception {
    AlcedoConfig config = house.config("swaps", 2);
    house.kafka.createTopics(config.topics(), 2);
    assertThat(StartChecks.problems(config, Duration.ofSeconds(20))).isEmpty();
    JobID job = house.start(config, null);
    int sent;
    try (SwapLoad load = new SwapLoad(house, config)) {
      load.more(100);
      house.change(config, Change.promote(house.one));
      house.change(config, Change.shadow(house.two));
      SwapHouse.await(() -> house.said(config, house.two, ModelState.LOADED, 2) == 2);
      load.more(200);
      house.change(config, Change.canary(house.two, 0.4));
      load.more(200);
      Assignment promoted = house.change(config, Change.promote(house.two));
      SwapHouse.await(
          () -> house.said(config, house.two, ModelState.ACTIVE, promoted.generation()) == 2);
      load.more(200);
      Assignment bad =
          house.change(config, Change.promote(new ModelVersion("mad", "0".repeat(64))));
      SwapHouse.await(
          () ->
              house.statuses(config).stream()
                  .anyMatch(status -> status.getGeneration() == bad.generation()));
      load.more(200);
      load.close();
      sent = load.sent();
      load.more(0);
    }
    house.cancel(job);

    List<RiskEvent> events = house.events(config);
    assertThat(events.stream().map(RiskEvent::getTransactionId).toList())
        .doesNotHaveDuplicates()
        .hasSize(sent);
    assertThat(events).allMatch(event -> event.getDegradation() == Degradation.NONE);
    assertThat(events)
        .extracting(RiskEvent::getModelVersion)
        .containsOnly("1", "2")
        .contains("1", "2");
    assertScores(config, events);
    ModelStatus rejected =
        house.statuses(config).stream()
            .filter(status -> status.getState() == ModelState.REJECTED)
            .findFirst()
            .orElseThrow();
    assertThat(rejected.getCode()).isEqualTo("DIGEST_MISMATCH");
    assertThat(rejected.getModelVersion()).isEqualTo("mad");
    assertThat(events.get(events.size() - 1).getModelVersion()).isEqualTo("2");
    assertThat(house.said(config, house.mad, ModelState.ACTIVE, 0)).isZero();
  }

  @Test
  void restoredRescaledAndFreshJobsComeUpWithTheModelThatTheyHad() throws Exception {
    AlcedoConfig config = house.config("restore", 1);
    house.kafka.createTopics(config.topics(), 2);
    JobID job = house.start(config, null);
    try (SwapLoad load = new SwapLoad(house, config)) {
      load.more(50);
      house.change(config, Change.promote(house.one));
      Assignment promoted = house.change(config, Change.promote(house.two));
      SwapHouse.await(
          () -> house.said(config, house.two, ModelState.ACTIVE, promoted.generation()) == 1);
      String savepoint = house.stop(job);

      // From its state, on two subtasks.
      int before = house.events(config).size();
      AlcedoConfig wider = house.config("restore", 2);
      job = house.start(wider, savepoint);
      load.more(100);
      assertVersion(config, before, "2");
      house.cancel(job);

      // From the topic alone.
      before = house.events(config).size();
      job = house.start(wider, null);
      load.more(100);
      assertVersion(config, before, "2");
      house.cancel(job);
    }
  }

  @Test
  void jobComesUpWithThePreviousVersionWhereTheActiveOneCannotBeRun() throws Exception {
    AlcedoConfig config = house.config("back", 2);
    house.kafka.createTopics(config.topics(), 2);
    JobID job = house.start(config, null);
    Path bundle = house.store().resolve(OnnxBundles.MODEL).resolve("2");
    Path away = bundle.resolveSibling("2-away");
    try (SwapLoad load = new SwapLoad(house, config)) {
      load.more(50);
      house.change(config, Change.promote(house.one));
      Assignment promoted = house.change(config, Change.promote(house.two));
      SwapHouse.await(
          () -> house.said(config, house.two, ModelState.ACTIVE, promoted.generation()) == 2);
      String savepoint = house.stop(job);
      Files.move(bundle, away);
      assertThat(StartChecks.problems(config, Duration.ofSeconds(20))).isEmpty();

      // From its state: each subtask says why.
      int before = house.events(config).size();
      job = house.start(config, savepoint);
      load.more(100);
      assertVersion(config, before, "1");
      SwapHouse.await(() -> refusals(config) >= 2);
      house.cancel(job);

      // From the topic alone: the reader does.
      long refused = refusals(config);
      before = house.events(config).size();
      job = house.start(config, null);
      load.more(100);
      assertVersion(config, before, "1");
      SwapHouse.await(() -> refusals(config) > refused);

      // It is there again: the next assignment brings it back.
      Files.move(away, bundle);
      Assignment next = house.change(config, Change.shadow(house.mad));
      SwapHouse.await(
          () -> house.said(config, house.two, ModelState.ACTIVE, next.generation()) == 2);
      load.more(50);
      before = house.events(config).size();
      load.more(100);
      assertVersion(config, before, "2");
    } finally {
      if (Files.exists(away)) {
        Files.move(away, bundle);
      }
    }
    house.cancel(job);
  }

  private static long refusals(AlcedoConfig config) throws Exception {
    return house.statuses(config).stream()
        .filter(status -> status.getState() == ModelState.REJECTED)
        .filter(status -> status.getModelVersion().equals(house.two.version()))
        .filter(status -> status.getCode().equals("MISSING_FILE"))
        .count();
  }

  @Test
  void jobThatDiesDuringASwapComesBackWithOneActiveModel() throws Exception {
    AlcedoConfig config = house.config("killed", 2);
    house.kafka.createTopics(config.topics(), 2);
    JobID job = house.start(config, null);
    try (SwapLoad load = new SwapLoad(house, config)) {
      load.more(50);
      house.change(config, Change.promote(house.one));
      Assignment last = house.change(config, Change.promote(house.two));
      for (int kill = 0; kill < 2; kill++) {
        // Somewhere between the assignment and the swap of the last subtask.
        house.killTaskManager(job);
        ModelVersion next = kill == 0 ? house.one : house.two;
        last = house.change(config, Change.promote(next));
      }
      house.killTaskManager(job);
      long generation = last.generation();
      SwapHouse.await(() -> house.said(config, house.two, ModelState.ACTIVE, generation) == 2);
      load.more(50);
      int before = house.events(config).size();
      load.more(100);
      assertVersion(config, before, "2");
      load.close();
      load.more(0);
      assertThat(house.events(config).stream().map(RiskEvent::getTransactionId).distinct().count())
          .isEqualTo(load.sent());
    }
    house.cancel(job);
    SwapHouse.await(() -> ScoringMetrics.ofProcess().swaps().sessions().get() == 0);
  }

  private static void assertVersion(AlcedoConfig config, int from, String version)
      throws Exception {
    List<RiskEvent> events = house.events(config);
    assertThat(events.subList(from, events.size()))
        .isNotEmpty()
        .allMatch(event -> version.equals(event.getModelVersion()));
  }

  /** Every score, deciding or not, is what the version that gave it says of the logged vector. */
  private static void assertScores(AlcedoConfig config, List<RiskEvent> events) throws Exception {
    Map<String, ScoredFeatures> vectors = new HashMap<>();
    house
        .kafka
        .read(config.topics().scoredFeatures(), ScoredFeatures.class)
        .forEach(vector -> vectors.put(vector.getTransactionId(), vector));
    Map<String, OnnxModel> models = new HashMap<>();
    for (String version : List.of("1", "2")) {
      models.put(
          version,
          OnnxModel.open(
              ModelBundle.read(house.store().resolve(OnnxBundles.MODEL).resolve(version)),
              ExecutionTarget.CPU,
              ModelOptions.DEFAULT));
    }
    long shadowed = 0;
    for (RiskEvent event : events) {
      List<Float> logged = vectors.get(event.getTransactionId()).getVector();
      float[] vector = new float[logged.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = logged.get(i);
      }
      assertThat(event.getScore())
          .isEqualTo(direct(models.get(event.getModelVersion()), vector), within(1e-6));
      for (ShadowScore shadow : event.getShadowScores()) {
        assertThat(shadow.getModelVersion()).isNotEqualTo(event.getModelVersion());
        if (shadow.getScore() != null) { // else so much waited that shadows gave way
          shadowed++;
          assertThat(shadow.getScore())
              .isEqualTo(direct(models.get(shadow.getModelVersion()), vector), within(1e-6));
        }
      }
    }
    assertThat(shadowed).isGreaterThan(100);
    models.values().forEach(OnnxModel::close);
  }

  private static double direct(OnnxModel model, float[] vector) throws Exception {
    float[] score = new float[1];
    model.score(vector, 1, score);
    return score[0];
  }
}
