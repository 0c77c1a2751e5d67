package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.schema.ModelCommand;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.schema.RiskEvent;
import io.alcedo.scoring.SwapLoad.Amounts;
import io.alcedo.scoring.metrics.GuardMetrics;
import io.alcedo.scoring.metrics.ScoringMetrics;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job while a model that was promoted is looked at beside the one before. */
@Timeout(1_200)
class GuardJobTest {
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
  void modelsThatMisbehaveAreRolledBackByThemselves() throws Exception {
    AlcedoConfig config = house.config("guard", 2);
    house.kafka.createTopics(config.topics(), 2);
    JobID job = house.start(config, null);
    try (SwapLoad load = new SwapLoad(house, config)) {
      house.change(config, Change.promote(house.two));
      house.change(config, Change.promote(house.one));
      SwapHouse.await(() -> house.said(config, house.one, ModelState.ACTIVE, 2) == 2);
      load.more(300);
      for (ModelVersion bad : List.of(house.nan, house.mad)) {
        house.change(config, Change.promote(bad));
        SwapHouse.await(
            () ->
                house.one.equals(house.log(config).latest(OnnxBundles.MODEL).active())
                    && house.statuses(config).stream()
                        .anyMatch(
                            status ->
                                status.getModelVersion().equals(bad.version())
                                    && status.getCode().startsWith("GUARD_")));
      }
      long generation = house.log(config).latest(OnnxBundles.MODEL).generation();
      SwapHouse.await(() -> house.said(config, house.one, ModelState.ACTIVE, generation) == 2);
      load.more(100);
    }
    house.cancel(job);

    // The model before decided while the one without scores did not.
    assertThat(house.events(config)).allMatch(event -> event.getModelVersion() != null);
    assertThat(
            house.statuses(config).stream()
                .filter(status -> status.getState() == ModelState.REJECTED)
                .map(status -> status.getModelVersion() + " " + status.getCode()))
        .contains("nan GUARD_INVALID_SCORES", "mad GUARD_SCORES");
    assertThat(rollbacks(config))
        .satisfiesExactly(
            nan -> assertThat(nan).startsWith("INVALID_SCORES: it failed to score"),
            mad -> assertThat(mad).startsWith("SCORES: it called for attention"));
  }

  /**
   * The models say the same of plain amounts and differ on suspicious ones by more than a promoted
   * model may, so that it is the attack alone that holds the guard back.
   */
  @Test
  void anAttackThatBothModelsSeeIsAnAlarmAndNoRollback() throws Exception {
    AlcedoConfig config = house.config("attack", 2);
    house.kafka.createTopics(config.topics(), 2);
    ModelVersion keen = OnnxBundles.linear(house.store(), house.plan, "keen", 0.01f, -7.3f);
    GuardMetrics metrics = ScoringMetrics.ofProcess().guard();
    double alarms = metrics.alarms().get();
    JobID job = house.start(config, null);
    int before;
    int after;
    try (SwapLoad load = new SwapLoad(house, config, Amounts.PLAIN)) {
      Assignment promoted = promotedAfterShadowing(config, keen, load);
      long generation = promoted.generation();
      load.more(300);
      assertThat(metrics.alarm().get()).isZero();
      assertThat(metrics.alarms().get()).isEqualTo(alarms);

      before = load.sent();
      load.pay(Amounts.SUSPICIOUS);
      SwapHouse.await(
          () -> {
            assertThat(house.log(config).latest(OnnxBundles.MODEL)).isEqualTo(promoted);
            return metrics.alarm().get() == 1;
          });
      load.more(400);
      after = load.sent();
      assertThat(metrics.alarm().get()).isEqualTo(1);
      assertThat(house.log(config).latest(OnnxBundles.MODEL)).isEqualTo(promoted);

      load.pay(Amounts.PLAIN);
      SwapHouse.await(() -> metrics.alarm().get() == 0);
      load.more(300);
      Assignment bad = house.change(config, Change.promote(house.mad));
      assertThat(bad.generation()).isEqualTo(generation + 1);
      SwapHouse.await(
          () ->
              keen.equals(house.log(config).latest(OnnxBundles.MODEL).active())
                  && house.said(config, house.mad, ModelState.REJECTED, bad.generation()) > 0);
    }
    house.cancel(job);

    assertThat(metrics.alarms().get()).isGreaterThan(alarms);
    assertThat(house.events(config))
        .filteredOn(event -> number(event) >= before && number(event) < after)
        .hasSizeGreaterThan(400)
        .allMatch(event -> keen.version().equals(event.getModelVersion()));
    assertThat(house.statuses(config))
        .filteredOn(status -> status.getState() == ModelState.REJECTED)
        .extracting(ModelStatus::getModelVersion)
        .containsOnly(house.mad.version());
    assertThat(rollbacks(config))
        .as("the one of a model that alone sees fraud everywhere")
        .singleElement()
        .asString()
        .startsWith("SCORES");
  }

  /** Lets a model score beside version 1, long enough to be known, and then in its place. */
  private static Assignment promotedAfterShadowing(
      AlcedoConfig config, ModelVersion version, SwapLoad load) throws Exception {
    house.change(config, Change.promote(house.one));
    Assignment shadowed = house.change(config, Change.shadow(version));
    SwapHouse.await(
        () -> house.said(config, version, ModelState.LOADED, shadowed.generation()) == 2);
    load.more(400);
    Assignment promoted = house.change(config, Change.promote(version));
    SwapHouse.await(
        () -> house.said(config, version, ModelState.ACTIVE, promoted.generation()) == 2);
    return promoted;
  }

  private static int number(RiskEvent event) {
    return Integer.parseInt(event.getTransactionId().substring(2));
  }

  /** Returns the reasons for which the guard changed the assignment. */
  private static List<String> rollbacks(AlcedoConfig config) throws Exception {
    List<ModelCommand> commands =
        house.kafka.read(config.topics().modelCommands(), ModelCommand.class).stream()
            .filter(command -> command.getRequestedBy().equals("guard"))
            .toList();
    assertThat(commands).allMatch(command -> command.getGeneration() != null);
    return commands.stream().map(ModelCommand::getReason).toList();
  }
}
