package io.alcedo.local.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.FeaturePlan;
import io.alcedo.local.leak.CanaryPerson;
import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.schema.Label;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.Verdict;
import io.alcedo.schema.framing.SingleObjectFraming;
import io.alcedo.scoring.plan.FeatureSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A verdict comes back: it becomes a label, and the label moves a feature of later transactions.
 */
@ExtendWith(HouseExtension.class)
class CircleTest {
  private static final SingleObjectFraming FRAMING = new SingleObjectFraming();
  private static final Instant NOW = Instant.now();

  private @Nullable RunningJob scoring;
  private @Nullable RunningJob learning;

  @AfterEach
  void stop() throws Exception {
    if (scoring != null) {
      scoring.cancel();
    }
    if (learning != null) {
      learning.cancel();
    }
  }

  @Test
  void aVerdictMovesTheFraudRateOfItsTerminalAndItsWithdrawalMovesItBack(House house)
      throws Exception {
    AlcedoConfig config =
        house.config("circle", Map.of("job.parallelism", "1", "learning.parallelism", "1"));
    FeaturePlan plan = FeatureSource.named(config.features().set()).compile();
    int rate = plan.names().indexOf("terminal_fraud_rate_7d");
    scoring = house.start(config, null);
    learning = house.learn(config, null);
    try (TopicTail vectors = house.tail(config.topics().scoredFeatures());
        TopicTail labels = house.tail(config.topics().labels())) {
      pay(house, config, "t-old", NOW.minus(Duration.ofDays(10)));
      pay(house, config, "t-before", NOW);
      assertThat(value(vectors, "t-before", rate)).isZero();

      judge(house, config, Verdict.FRAUD);
      Await.until("the label is told", () -> labels.records().size() >= 1);
      float after = moved(house, config, vectors, rate, "t-fraud", true);
      judge(house, config, Verdict.WITHDRAWN);
      Await.until("the label is taken back", () -> labels.records().size() >= 2);
      float back = moved(house, config, vectors, rate, "t-back", false);

      assertThat(after).isEqualTo(1f);
      assertThat(back).isZero();
      List<Label> told = labels.decoded(Label.class);
      assertThat(told)
          .extracting(Label::getVerdict)
          .containsExactly(Verdict.FRAUD, Verdict.WITHDRAWN);
      assertThat(told.get(0).getEntities()).containsKeys("cardToken", "terminalId");
    }
  }

  /** The scoring job takes labels in when it comes to them: pays until the rate has moved. */
  private static float moved(
      House house, AlcedoConfig config, TopicTail vectors, int rate, String id, boolean up)
      throws Exception {
    for (int i = 0; i < 100; i++) {
      pay(house, config, id + i, NOW.plusMillis(i));
      float value = value(vectors, id + i, rate);
      if (value > 0 == up) {
        return value;
      }
    }
    throw new AssertionError("The fraud rate moves: up=" + up);
  }

  private static float value(TopicTail vectors, String id, int feature) throws Exception {
    Await.until("it is scored", () -> find(vectors, id) != null);
    ScoredFeatures found = find(vectors, id);
    assertThat(found).isNotNull();
    return found.getVector().get(feature);
  }

  private static @Nullable ScoredFeatures find(TopicTail vectors, String id) throws Exception {
    return vectors.decoded(ScoredFeatures.class).stream()
        .filter(scored -> scored.getTransactionId().equals(id))
        .findFirst()
        .orElse(null);
  }

  private static void judge(House house, AlcedoConfig config, Verdict verdict) throws Exception {
    house.send(
        config.topics().feedback(),
        List.of(Verdicts.message("t-old", Verdicts.analyst("t-old", verdict))));
  }

  private static void pay(House house, AlcedoConfig config, String id, Instant time)
      throws Exception {
    Transaction transaction = new CanaryPerson(61).transaction(id, time);
    house.send(
        config.topics().transactions(), List.of(new Message(0, null, FRAMING.encode(transaction))));
  }
}
