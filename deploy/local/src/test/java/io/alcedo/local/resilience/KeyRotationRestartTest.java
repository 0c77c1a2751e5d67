package io.alcedo.local.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.privacy.KeyChange;
import io.alcedo.privacy.KeyRotation;
import io.alcedo.privacy.KeysetSource;
import io.alcedo.schema.Alert;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.EarlierAlert;
import io.alcedo.schema.ScoredFeatures;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, ended and started anew before, during and after a rotation of its key. */
@ExtendWith(HouseExtension.class)
class KeyRotationRestartTest {
  @TempDir private Path directory;

  private @Nullable RunningJob job;

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void vectorsAreThoseOfAJobThatNeverRotated(House house) throws Exception {
    Map<String, Set<String>> links = new HashMap<>();
    Map<String, List<Float>> expected = withoutRotation(house, links);
    Path keyset = directory.resolve("keyset.json");
    KeysetSource.create(keyset);
    AlcedoConfig config =
        DailyPayments.config(house, "rotated", Map.of("privacy.keyset_file", keyset.toString()));
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      String first = send(house, config, features, 0, 20);
      job.cancel();
      KeyRotation rotation =
          Objects.requireNonNull(
              KeysetSource.change(
                      keyset,
                      keys -> KeyChange.begin(keys, DailyPayments.START, DailyPayments.LENGTH))
                  .rotation());
      job = house.start(config, first);
      send(house, config, features, 20, 40);
      house.loseTaskManager();
      Await.until("the job runs again", () -> job.attempts() > 0);
      job.awaitRunning();
      String middle = send(house, config, features, 40, 50);
      job.cancel();
      job = house.start(config, middle);
      String after = send(house, config, features, 50, 60);
      job.cancel();
      Instant retired = rotation.takeoverAt().plus(DailyPayments.GRACE);
      KeysetSource.change(keyset, keys -> KeyChange.retire(keys, retired, DailyPayments.GRACE));
      long repeated = MetricsText.now().transactions("duplicate");
      job = house.start(config, after);
      house.send(config.topics().transactions(), DailyPayments.of(50, 60));
      send(house, config, features, 60, 75);

      assertThat(MetricsText.now().transactions("duplicate") - repeated)
          .isEqualTo(10 * DailyPayments.A_DAY);
      assertThat(DailyPayments.vectors(features)).isEqualTo(expected);
      assertThat(features.decoded(ScoredFeatures.class))
          .allSatisfy(record -> assertTokens(record, rotation));
      Map<String, Set<String>> linked = links(house, config);
      assertThat(linked).isEqualTo(links);
      assertThat(linked.values()).as("alerts that name earlier ones").anyMatch(e -> !e.isEmpty());
    }
    try (TopicTail letters = house.tail(config.topics().deadLetters())) {
      assertThat(letters.decoded(DeadLetter.class)).isEmpty();
    }
  }

  private static void assertTokens(ScoredFeatures record, KeyRotation rotation) {
    Instant time = record.getEventTime();
    String inForce = time.isBefore(rotation.takeoverAt()) ? rotation.from() : rotation.to();
    assertThat(record.getEntities().get("cardToken")).startsWith(inForce + ".");
    String next = record.getEntities().get("next.cardToken");
    if (time.isBefore(rotation.startedAt()) || !time.isBefore(rotation.takeoverAt())) {
      assertThat(next).isNull();
    } else {
      assertThat(next).startsWith(rotation.to() + ".");
    }
  }

  /** Returns of each alert after the takeover which ones since the start it names. */
  private static Map<String, Set<String>> links(House house, AlcedoConfig config) throws Exception {
    Map<String, Set<String>> links = new TreeMap<>();
    try (TopicTail alerts = house.tail(config.topics().alerts())) {
      for (Alert alert : alerts.decoded(Alert.class)) {
        if (!alert.getRiskEvent().getEventTime().isBefore(DailyPayments.TAKEOVER)) {
          Set<String> earlier = new TreeSet<>();
          for (EarlierAlert each : alert.getEarlierAlerts()) {
            if (!each.getEventTime().isBefore(DailyPayments.START)) {
              earlier.add(each.getAlertId());
            }
          }
          links.put(alert.getAlertId(), earlier);
        }
      }
    }
    return links;
  }

  private Map<String, List<Float>> withoutRotation(House house, Map<String, Set<String>> links)
      throws Exception {
    AlcedoConfig config = DailyPayments.config(house, "unrotated", Map.of());
    job = house.start(config, null);
    try (TopicTail features = house.tail(config.topics().scoredFeatures())) {
      send(house, config, features, 0, 75);
      job.cancel();
      links.putAll(links(house, config));
      return DailyPayments.vectors(features);
    }
  }

  /** Sends the payments of some days, waits until all are scored and takes a checkpoint. */
  private String send(House house, AlcedoConfig config, TopicTail features, int from, int to)
      throws Exception {
    DailyPayments.send(house, config, features, from, to);
    return Objects.requireNonNull(job).checkpoint();
  }
}
