package io.alcedo.local.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.HeldTrainer;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.MetricsText;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.model.SigningKey;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.retraining.training.LearningPlace;
import io.alcedo.retraining.training.RunEnd;
import io.alcedo.retraining.training.RunFiles;
import io.alcedo.schema.Degradation;
import io.alcedo.schema.Label;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.Transaction;
import io.alcedo.schema.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A retraining job that dies while it trains. Time is that of the traffic: small amounts are fraud,
 * of which the model that scores at first knows nothing.
 */
@ExtendWith(HouseExtension.class)
class TrainingRestartTest {
  private static final Instant BEGIN =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(30));
  private static final int A_DAY = 50;
  private static final int TRAINED_ON = 12 * A_DAY;
  private static final int BEFORE_DEATH = 13 * A_DAY;
  private static final int ALL = 20 * A_DAY;
  private static final int WITHDRAWN = 30;
  private static final int LABELS = ALL + WITHDRAWN;

  @TempDir private Path directory;

  private final List<Transaction> transactions = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private House house;
  private AlcedoConfig config;
  private RunningJob scoring;
  private RunningJob learning;
  private RunFiles runs;

  @BeforeEach
  void move(House given) throws Exception {
    house = given;
    Random random = new Random(13);
    for (int i = 0; i < ALL; i++) {
      long amount = 1_000 + random.nextInt(99_000);
      double risk = amount < 15_000 ? 0.8 : 0.02;
      transactions.add(transaction(i, amount));
      verdicts.add(random.nextDouble() < risk ? Verdict.FRAUD : Verdict.GENUINE);
    }
    SigningKey.create(directory.resolve("signing.key"));
    config = house.config("training-restart", settings());
    runs = RunFiles.of(LearningPlace.of(config));
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("clock.kind", "event");
    settings.put("clock.max_past", "400d");
    settings.put("clock.max_future", "400d");
    settings.put("model.store", directory.resolve("store").toString());
    settings.put("learning.signing_key", directory.resolve("signing.key").toString());
    settings.put("learning.model_name", House.MODEL);
    settings.put("learning.trainer", "held");
    settings.put("learning.settings.maxTrees", "20");
    settings.put("learning.settings.learningRate", "0.3");
    settings.put("learning.settings.threads", "1");
    settings.put("learning.maturity", "1d");
    settings.put("learning.leak_auc", "0.999");
    settings.put("learning.retrain_after_labels", Integer.toString(TRAINED_ON));
    settings.put("learning.retrain_on_drift", "false");
    settings.put("gate.window", "7d");
    settings.put("gate.looks", "1");
    settings.put("gate.min_frauds", "20");
    settings.put("gate.calibration", "5");
    settings.put("gate.latency", "5s");
    return settings;
  }

  @AfterEach
  void stop() throws Exception {
    for (RunningJob job : new RunningJob[] {learning, scoring}) {
      if (job != null) {
        job.cancel();
      }
    }
  }

  @Test
  void scoresOnMeanwhileAndFinishesTheVeryRun() throws Exception {
    scoring = house.start(config, null);
    learning = house.learn(config, null);
    try (TopicTail events = house.tail(config.topics().riskEvents());
        TopicTail labels = house.tail(config.topics().labels())) {
      pay(0, TRAINED_ON, events);
      judge(0, TRAINED_ON, 13);
      awaitLabels(labels, TRAINED_ON);
      awaitTraining();
      String run = onlyRun();
      byte[] plan = runs.read(run, "plan.json");
      String checkpoint = learning.checkpoint();
      pay(TRAINED_ON, BEFORE_DEATH, events);
      judge(TRAINED_ON, BEFORE_DEATH, 14);
      awaitLabels(labels, BEFORE_DEATH);
      learning.cancel();

      assertThat(runs.exists(run, "staged.json")).as("it died before it had a model").isFalse();
      pay(BEFORE_DEATH, ALL, events);
      judge(BEFORE_DEATH, ALL, 22);
      withdraw(WITHDRAWN, 22);
      assertThat(scoring.attempts()).as("the scoring job never failed").isZero();
      learning = house.learn(config, checkpoint);
      awaitLabels(labels, LABELS);
      awaitTraining();
      KeptFiles files = KeptFiles.of(config);
      Await.until(
          "all is kept",
          () -> {
            learning.checkpoint();
            return files.labels().size() >= LABELS && files.vectors().size() >= ALL;
          });
      HeldTrainer.letOn();
      Await.until("the run ends", () -> runs.exists(run, "end.json"));

      assertThat(onlyRun()).isEqualTo(run);
      assertThat(runs.read(run, "plan.json")).isEqualTo(plan);
      assertThat(runs.read(run, "end.json", RunEnd.class))
          .extracting(RunEnd::result)
          .isEqualTo(RunEnd.Result.PROMOTED);
      assertNothingLostOrDoubled(files, labels);
      assertThat(scoring.attempts()).isZero();
      assertThat(events.decoded(RiskEvent.class))
          .allMatch(event -> event.getDegradation() == Degradation.NONE)
          .extracting(RiskEvent::getTransactionId)
          .doesNotHaveDuplicates();
    }
  }

  /** Waits until a training stands still in the middle of its trees. */
  private void awaitTraining() throws Exception {
    learning.checkpoint(); // closes the files
    learning.checkpoint(); // tells of the labels in them
    Await.until("it trains", HeldTrainer::reached);
    assertThat(MetricsText.now().value("alcedo_training_phase{phase=\"train\"}")).isEqualTo(1);
  }

  private String onlyRun() throws Exception {
    List<String> ids = runs.ids();
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  private void assertNothingLostOrDoubled(KeptFiles files, TopicTail labels) throws Exception {
    List<Label> kept = new ArrayList<>(files.labels());
    assertThat(kept).hasSize(LABELS);
    assertThat(new HashSet<>(kept)).isEqualTo(new HashSet<>(labels.decoded(Label.class)));
    kept.sort(Comparator.comparing(Label::getRevision));
    for (int i = 0; i < ALL; i++) {
      String id = "t-" + i;
      assertThat(kept)
          .filteredOn(label -> label.getTransactionId().equals(id))
          .extracting(Label::getVerdict)
          .as(id)
          .containsExactlyElementsOf(
              i < WITHDRAWN
                  ? List.of(verdicts.get(i), Verdict.WITHDRAWN)
                  : List.of(verdicts.get(i)));
    }
    Map<String, List<Float>> scored = new HashMap<>();
    try (TopicTail vectors = house.tail(config.topics().scoredFeatures())) {
      for (ScoredFeatures vector : vectors.decoded(ScoredFeatures.class)) {
        scored.put(vector.getTransactionId(), vector.getVector());
      }
    }
    assertThat(scored).hasSize(ALL);
    assertThat(files.vectors())
        .hasSize(ALL)
        .allSatisfy(
            vector ->
                assertThat(scored.remove(vector.getTransactionId())).isEqualTo(vector.getVector()));
  }

  /** Sends transactions, and waits until the scoring job has decided them. */
  private void pay(int from, int to, TopicTail events) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (Transaction transaction : transactions.subList(from, to)) {
      messages.add(Verdicts.message(transaction.getTransactionId(), transaction));
    }
    house.send(config.topics().transactions(), messages);
    Await.until("all are decided", () -> events.records().size() >= to);
  }

  /** Sends verdicts as of a day. */
  private void judge(int from, int to, int day) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      messages.add(Verdicts.message("t-" + i, Verdicts.analyst("t-" + i, verdicts.get(i))));
    }
    report(messages, day);
  }

  /** Takes the first verdicts back. */
  private void withdraw(int count, int day) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(Verdicts.message("t-" + i, Verdicts.analyst("t-" + i, Verdict.WITHDRAWN)));
    }
    report(messages, day);
  }

  private void report(List<Message> messages, int day) throws Exception {
    house.send(config.topics().feedback(), messages, BEGIN.plus(Duration.ofDays(day)));
  }

  /** Waits until so many labels are told, each of which may come twice. */
  private static void awaitLabels(TopicTail labels, int count) throws Exception {
    Await.until(
        "all labels are told", () -> new HashSet<>(labels.decoded(Label.class)).size() >= count);
  }

  private static Transaction transaction(int i, long amount) {
    return Transaction.newBuilder()
        .setTransactionId("t-" + i)
        .setTenant("acme")
        .setEventTime(BEGIN.plus(Duration.ofDays(1).dividedBy(A_DAY).multipliedBy(i)))
        .setAmountMinor(amount)
        .setBaseAmountMinor(amount)
        .setCurrency("EUR")
        .setCardNumber("card-" + i % 150)
        .setAcquirerId("acquirer")
        .setMerchantId("merchant")
        .setTerminalId("terminal-" + i % 20)
        .build();
  }
}
