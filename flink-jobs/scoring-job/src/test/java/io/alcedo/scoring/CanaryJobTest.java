package io.alcedo.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.registry.Assignment;
import io.alcedo.registry.Change;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ShadowScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole job while a canary decides for a share of the cards. */
@Timeout(1_200)
class CanaryJobTest {
  private static final int CARDS = 2_000;
  private static final double SHARE = 0.3;
  private static final double LARGER = 0.6;

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
  void decidesForTheSameCardsThroughout() throws Exception {
    AlcedoConfig config = house.config("canary", 2);
    house.kafka.createTopics(config.topics(), 2);
    JobID job = house.start(config, null);
    house.change(config, Change.promote(house.one));
    assign(config, SHARE, 2);
    pay(config, 0);
    awaitDecided(config, 1);
    house.checkpoint(job);
    pay(config, 1);
    house.killTaskManager(job);
    awaitDecided(config, 2);
    String savepoint = house.stop(job);
    job = house.start(house.config("canary", 1), savepoint);
    pay(config, 2);
    awaitDecided(config, 3);
    Set<String> cards = cardsOfCanary(house.events(config), SHARE);

    int before = house.events(config).size();
    assign(config, LARGER, 1);
    pay(config, 3);
    awaitDecided(config, 4);
    house.cancel(job);
    List<RiskEvent> events = house.events(config);
    assertThat(cardsOfCanary(events.subList(before, events.size()), LARGER))
        .as("a larger share keeps all cards of a smaller one")
        .containsAll(cards);
    events.forEach(CanaryJobTest::assertSaysWhoDecided);
    assertThat(events)
        .filteredOn(event -> event.getShadowScores().get(0).getScore() != null)
        .hasSizeGreaterThan(events.size() / 2);
  }

  /** Makes version 2 the canary, and waits until so many subtasks go by that. */
  private static void assign(AlcedoConfig config, double share, int subtasks) throws Exception {
    Assignment assignment = house.change(config, Change.canary(house.two, share));
    SwapHouse.await(
        () ->
            house.said(config, house.one, ModelState.ACTIVE, assignment.generation()) == subtasks);
  }

  /** Each card pays an amount of which the two versions think differently. */
  private static void pay(AlcedoConfig config, int round) throws Exception {
    List<byte[]> payments = new ArrayList<>();
    for (int card = 0; card < CARDS; card++) {
      payments.add(SwapLoad.payment(round * CARDS + card, card, 60_000 + 10 * card));
    }
    house.kafka.send(config.topics().transactions(), payments);
  }

  private static void awaitDecided(AlcedoConfig config, int rounds) throws Exception {
    SwapHouse.await(
        () ->
            house.events(config).stream().map(RiskEvent::getTransactionId).distinct().count()
                == (long) rounds * CARDS);
  }

  /**
   * Returns the cards for which the canary decides. Each has a share's chance to be one of them:
   * their number lies within five deviations but for one case in a million.
   */
  private static Set<String> cardsOfCanary(List<RiskEvent> events, double share) {
    Map<String, Set<String>> versions = new HashMap<>();
    for (RiskEvent event : events) {
      versions
          .computeIfAbsent(event.getCardToken(), card -> new HashSet<>())
          .add(event.getModelVersion());
    }
    assertThat(versions).hasSize(CARDS);
    assertThat(versions.values())
        .as("versions that decided for one card")
        .filteredOn(own -> own.size() > 1)
        .isEmpty();
    Set<String> cards = new HashSet<>();
    versions.forEach(
        (card, own) -> {
          if (own.contains(house.two.version())) {
            cards.add(card);
          }
        });
    assertThat((double) cards.size())
        .isCloseTo(CARDS * share, within(5 * Math.sqrt(CARDS * share * (1 - share))));
    return cards;
  }

  /** The score is that of the version named, and the other version's stands beside it. */
  private static void assertSaysWhoDecided(RiskEvent event) {
    boolean canary = house.two.version().equals(event.getModelVersion());
    assertThat(event.getDegradation()).isEqualTo(Degradation.NONE);
    assertThat(event.getModelName()).isEqualTo(OnnxBundles.MODEL);
    assertThat(event.getScore()).isCloseTo(score(event, canary), within(1e-6));
    assertThat(event.getShadowScores()).hasSize(1);
    ShadowScore other = event.getShadowScores().get(0);
    assertThat(other.getModelVersion()).isEqualTo((canary ? house.one : house.two).version());
    // A comparison is not waited for where a checkpoint is due.
    if (canary || other.getScore() != null) {
      assertThat(other.getScore()).isCloseTo(score(event, !canary), within(1e-6));
    }
  }

  /** Returns what versions 1 and 2 say, by how the house made them. */
  private static double score(RiskEvent event, boolean two) {
    double amount = event.getBaseAmountMinor() / 100.0;
    return 1 / (1 + Math.exp(8 - (two ? 0.0101f : 0.01f) * amount));
  }
}
