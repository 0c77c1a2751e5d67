package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.registry.AssignmentLog;
import io.alcedo.registry.Change;
import io.alcedo.registry.ModelVersion;
import io.alcedo.registry.RegistryKafka;
import io.alcedo.registry.Request;
import io.alcedo.schema.ModelState;
import io.alcedo.schema.ModelStatus;
import io.alcedo.scoring.plan.FeatureSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole job with models that brought features of their own, while its key rotates. */
@ExtendWith(HouseExtension.class)
class UnionRotationTest {
  private static final String EARLY =
      """
      name: early
      entities: {holder: cardToken, shop: [acquirerId, merchantId, terminalId]}
      features:
        - {name: amount, value: baseAmount, family: f}
        - {name: holder_sum_9d, sum: baseAmount, by: holder, window: 9d, family: f}
        - {name: shop_cards_6d, distinct: cardToken, by: shop, window: 6d, family: f}
        - {name: shop_sum_11d, sum: baseAmount, by: shop, window: 11d, family: f}
      """;

  private static final String LATE =
      """
      name: late
      entities: {holder: cardToken, phone: deviceToken, shop: [acquirerId, merchantId, terminalId]}
      features:
        - {name: amount, value: baseAmount, family: f}
        - {name: phone_count_13d, count: phone, window: 13d, family: f}
        - {name: phone_cards_8d, distinct: cardToken, by: phone, window: 8d, family: f}
        - {name: holder_new_device_2d, first_seen: deviceToken, by: holder, window: 2d, family: f}
        - {name: shop_new_card_5d, first_seen: cardToken, by: shop, window: 5d, family: f}
      """;

  /** Places among those that the sets bring, and their number. */
  private static final int CARD_SUM = 0;

  private static final int SHOP_SUM = 2;
  private static final int BROUGHT = 3 + 4;
  private static final Duration LONGEST_BROUGHT = Duration.ofDays(13);

  @TempDir private static Path directory;

  private static int own;
  private static ModelVersion early;
  private static ModelVersion late;
  private static Map<String, List<Float>> expected;

  private @Nullable RunningJob job;

  /** Scores all days by a job whose key stays. */
  @BeforeAll
  static void scoreWithoutRotation(House house) throws Exception {
    own = FeatureSource.named("card-payments").compile().size();
    early = house.store(EARLY, store());
    late = house.store(LATE, store());
    AlcedoConfig config = config(house, "union-unrotated", house.keyset());
    RunningJob plain = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      DailyPayments.send(house, config, features, 0, 10);
      shadow(house, config, early);
      DailyPayments.send(house, config, features, 10, 30);
      shadow(house, config, late);
      DailyPayments.send(house, config, features, 30, 75);
      expected = DailyPayments.vectors(features);
    } finally {
      plain.cancel();
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void vectorsGrowByWhatModelsBring() {
    assertThat(expected.get("t0")).hasSize(own);
    assertThat(expected.get("t" + (expected.size() - 1))).hasSize(own + BROUGHT);
    for (int place = own; place < own + BROUGHT; place++) {
      int brought = place;
      assertThat(expected.values())
          .filteredOn(vector -> vector.size() == own + BROUGHT)
          .extracting(vector -> vector.get(brought))
          .as("values at place %d", place)
          .satisfies(values -> assertThat(new HashSet<>(values)).hasSizeGreaterThan(1));
    }
  }

  /** One set lies in the state when the rotation begins, the other comes while it runs. */
  @Test
  void whatModelsBringIsThatOfAJobThatNeverRotated(House house) throws Exception {
    Path keyset = directory.resolve("rotated.json");
    KeysetSource.create(keyset);
    AlcedoConfig config = config(house, "union-rotated", keyset);
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      send(house, config, features, 0, 10);
      shadow(house, config, early);
      String first = send(house, config, features, 10, 20);
      job.cancel();
      KeysetSource.change(
          keyset, keys -> KeyChange.begin(keys, DailyPayments.START, DailyPayments.LENGTH));
      job = house.start(config, first);
      send(house, config, features, 20, 30);
      shadow(house, config, late);
      String middle = send(house, config, features, 30, 50);
      job.cancel();
      job = house.start(config, middle);
      String after = send(house, config, features, 50, 60);
      job.cancel();
      Instant retired = DailyPayments.TAKEOVER.plus(DailyPayments.GRACE);
      KeysetSource.change(keyset, keys -> KeyChange.retire(keys, retired, DailyPayments.GRACE));
      job = house.start(config, after);
      send(house, config, features, 60, 75);

      Map<String, List<Float>> vectors = DailyPayments.vectors(features);
      assertThat(vectors).hasSameSizeAs(expected);
      for (int i = 0; i < vectors.size(); i++) {
        assertSame(i, vectors, 0);
        if (i >= 50 * DailyPayments.A_DAY) {
          assertThat(vectors.get("t" + i)).hasSize(own + BROUGHT);
        }
      }
    }
  }

  /** Vectors say the same from a place on, as far as both have heard of the sets by then. */
  private static void assertSame(int number, Map<String, List<Float>> vectors, int from) {
    List<Float> vector = vectors.get("t" + number);
    List<Float> known = expected.get("t" + number);
    int to = Math.min(vector.size(), known.size());
    assertThat(vector.subList(from, to))
        .as("payment %d at %s", number, DailyPayments.time(number))
        .isEqualTo(known.subList(from, to));
  }

  /** What is found by a token begins anew, and what is not goes on, for both sets. */
  @Test
  void whatModelsBringOutlivesAStoppedKeyOnceItsWindowsHavePassed(House house) throws Exception {
    Path keyset = directory.resolve("stopped.json");
    KeysetSource.create(keyset);
    AlcedoConfig config = config(house, "union-stopped", keyset);
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      send(house, config, features, 0, 10);
      shadow(house, config, early);
      String first = send(house, config, features, 10, 20);
      job.cancel();
      KeysetSource.change(keyset, keys -> KeyChange.stop(keys, DailyPayments.START));
      job = house.start(config, first);
      send(house, config, features, 20, 30);
      shadow(house, config, late);
      send(house, config, features, 30, 75);

      Map<String, List<Float>> vectors = DailyPayments.vectors(features);
      assertThat(vectors).hasSameSizeAs(expected);
      int less = 0;
      for (int i = 0; i < vectors.size(); i++) {
        Instant time = DailyPayments.time(i);
        if (time.isBefore(DailyPayments.START) || !time.isBefore(DailyPayments.TAKEOVER)) {
          assertSame(i, vectors, 0);
        } else if (!time.isBefore(DailyPayments.START.plus(LONGEST_BROUGHT))) {
          assertSame(i, vectors, own);
        } else {
          List<Float> vector = vectors.get("t" + i);
          List<Float> known = expected.get("t" + i);
          assertThat(vector.get(own + SHOP_SUM))
              .as("at %s", time)
              .isEqualTo(known.get(own + SHOP_SUM));
          less += vector.get(own + CARD_SUM) < known.get(own + CARD_SUM) ? 1 : 0;
        }
      }
      assertThat(less).as("sums of cards that began anew").isPositive();
    }
  }

  private static Path store() {
    return directory.resolve("store");
  }

  private static AlcedoConfig config(House house, String name, Path keyset) throws Exception {
    return DailyPayments.config(
        house,
        name,
        Map.of("model.store", store().toString(), "privacy.keyset_file", keyset.toString()));
  }

  /** Lets a version score beside the configured one, and waits until it does. */
  private static void shadow(House house, AlcedoConfig config, ModelVersion version)
      throws Exception {
    new AssignmentLog(RegistryKafka.of(config), InstantSource.system())
        .change(House.MODEL, Change.shadow(version), new Request("test", "on purpose"));
    try (TopicTail statuses = house.tail(config.topics().modelStatus())) {
      Await.until(
          "it is loaded",
          () ->
              statuses.decoded(ModelStatus.class).stream()
                  .filter(status -> status.getState() == ModelState.LOADED)
                  .anyMatch(status -> status.getModelVersion().equals(version.version())));
    }
  }

  /** Sends the payments of some days, waits until all are scored and takes a checkpoint. */
  private String send(House house, AlcedoConfig config, TopicTail features, int from, int to)
      throws Exception {
    DailyPayments.send(house, config, features, from, to);
    return Objects.requireNonNull(job).checkpoint();
  }
}
