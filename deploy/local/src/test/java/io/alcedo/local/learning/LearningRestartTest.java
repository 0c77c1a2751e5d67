package io.alcedo.local.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alcedo.local.running.Await;
import io.alcedo.local.running.House;
import io.alcedo.local.running.House.Message;
import io.alcedo.local.running.HouseExtension;
import io.alcedo.local.running.RunningJob;
import io.alcedo.local.running.TopicTail;
import io.alcedo.operations.settings.AlcedoConfig;
import io.alcedo.operations.settings.ConfigException;
import io.alcedo.retraining.LearningChecks;
import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.Feedback;
import io.alcedo.schema.Label;
import io.alcedo.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A retraining job that ends in the middle of its work, or loses a machine, and goes on. */
@ExtendWith(HouseExtension.class)
class LearningRestartTest {
  private static final Instant TIME = Instant.now().minus(Duration.ofDays(3));
  private static final String CARD = "4111111111111111";

  private House house;
  private AlcedoConfig config;
  private RunningJob job;

  @BeforeEach
  void move(House given) {
    house = given;
  }

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
  }

  @Test
  void losesNoLabelAndDoublesNoneAcrossARestart() throws Exception {
    config = house.config("learning-restart", Map.of());
    job = house.learn(config, null);
    score(0, 100);
    judge(0, 60, Verdict.FRAUD);
    judge(100, 140, Verdict.FRAUD); // before their transactions
    try (TopicTail labels = house.tail(config.topics().labels())) {
      Await.until("60 labels are told", () -> labels.records().size() >= 60);
      assertThat(kept()).as("no part is open to readers").isEmpty();
      String checkpoint = job.checkpoint();
      Await.until("the files of the checkpoint are closed", () -> kept().size() == 60);
      judge(0, 20, Verdict.GENUINE);
      Await.until("20 labels more are told", () -> labels.records().size() >= 80);
      job.cancel();
      assertThat(kept()).as("what came after the checkpoint is not kept yet").hasSize(60);

      score(100, 140);
      judge(40, 60, Verdict.WITHDRAWN);
      job = house.learn(config, checkpoint);
      Await.until("all labels are told", () -> distinct(labels).size() >= 140);
      job.checkpoint();
      Await.until("all labels are kept", () -> kept().size() >= 140);

      Map<String, List<Label>> byTransaction = byTransaction(kept());
      assertThat(kept()).hasSize(140);
      for (int i = 0; i < 140; i++) {
        if (i >= 60 && i < 100) {
          assertThat(byTransaction).doesNotContainKey("t-" + i);
          continue;
        }
        List<Label> own = byTransaction.get("t-" + i);
        assertThat(own)
            .extracting(Label::getRevision)
            .containsExactlyElementsOf(IntStream.rangeClosed(1, own.size()).boxed().toList());
        assertThat(own.get(own.size() - 1).getVerdict())
            .isEqualTo(
                i < 20 ? Verdict.GENUINE : i >= 40 && i < 60 ? Verdict.WITHDRAWN : Verdict.FRAUD);
      }
      assertThat(distinct(labels)).as("what is told again is the same").hasSize(140);
      assertThat(new HashSet<>(kept())).isEqualTo(distinct(labels));
      assertThat(KeptFiles.of(config).vectors()).hasSize(140);
    }
  }

  @Test
  void goesOnWhereAMachineIsLost() throws Exception {
    config = house.config("learning-lost", Map.of("learning.checkpoint_interval", "500ms"));
    job = house.learn(config, null);
    score(0, 50);
    judge(0, 50, Verdict.FRAUD);
    Await.until("some are kept", () -> !kept().isEmpty());
    judge(0, 25, Verdict.GENUINE);
    house.loseTaskManager();
    judge(25, 50, Verdict.WITHDRAWN);
    Await.until("the job runs again", () -> job.attempts() > 0);
    Await.until("all labels are kept", () -> kept().size() >= 100);

    assertThat(kept()).doesNotHaveDuplicates().hasSize(100);
  }

  @Test
  void putsAsideWhatItCannotUse() throws Exception {
    config = house.config("learning-bad", Map.of("learning.feedback_wait", "2s"));
    assertThat(LearningChecks.problems(config, Duration.ofSeconds(20))).isEmpty();
    job = house.learn(config, null);
    Feedback leaking = Verdicts.analyst("t-1", Verdict.FRAUD);
    leaking.setScheme(CARD);
    house.send(
        config.topics().feedback(),
        List.of(
            new Message(0, null, new byte[] {1, 2, 3}),
            Verdicts.message("t-1", leaking),
            Verdicts.message("t-none", Verdicts.analyst("t-none", Verdict.FRAUD))));

    try (TopicTail letters = house.tail(config.topics().deadLetters())) {
      Await.until("three letters came", () -> letters.records().size() >= 3);
      assertThat(letters.decoded(DeadLetter.class))
          .extracting(DeadLetter::getCode)
          .containsExactlyInAnyOrder("UNDECODABLE", "CARD_NUMBER_IN_TEXT", "UNKNOWN_TRANSACTION");
      assertThat(letters.decoded(DeadLetter.class))
          .allSatisfy(
              letter -> {
                assertThat(letter.getSourceTopic()).isEqualTo(config.topics().feedback());
                assertThat(letter.getMessage()).doesNotContain(CARD);
              });
    }
  }

  @Test
  void listsAllThatIsMissingWithAllThatIsOff() throws Exception {
    String brokers = house.config("learning-wrong", Map.of()).kafka().bootstrapServers();
    Map<String, String> settings =
        Map.of(
            "kafka.bootstrap_servers", brokers,
            "privacy.keyset_file", "k",
            "model.bundle", "b",
            "decision.deadline", "soon",
            "learning.verdicts", "no-table.yaml",
            "learning.directory", "nowhere://at/all",
            "features.set", "no-set.yaml",
            "topics.feedback", "no-such-topic");

    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> AlcedoConfig.of(settings));

    assertThat(LearningChecks.withWhatElse(refused).problems())
        .extracting(problem -> problem.message().replaceAll("[:=].*", ""))
        .contains(
            "decision.deadline",
            "features.set",
            "learning.verdicts",
            "learning.directory",
            "a setting is stated, or labels are lost with the process",
            "topics");
  }

  private void score(int from, int to) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      messages.add(
          Verdicts.message("t-" + i, Verdicts.scored("t-" + i, TIME.plus(Duration.ofMinutes(i)))));
    }
    house.send(config.topics().scoredFeatures(), messages);
  }

  private void judge(int from, int to, Verdict verdict) throws Exception {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < to; i++) {
      messages.add(Verdicts.message("t-" + i, Verdicts.analyst("t-" + i, verdict)));
    }
    house.send(config.topics().feedback(), messages);
  }

  private List<Label> kept() throws Exception {
    return KeptFiles.of(config).labels();
  }

  private static Set<Label> distinct(TopicTail labels) throws Exception {
    return new HashSet<>(labels.decoded(Label.class));
  }

  private static Map<String, List<Label>> byTransaction(List<Label> labels) {
    Map<String, List<Label>> byTransaction = new HashMap<>();
    labels.forEach(
        label ->
            byTransaction
                .computeIfAbsent(label.getTransactionId(), id -> new ArrayList<>())
                .add(label));
    byTransaction.values().forEach(own -> own.sort(Comparator.comparing(Label::getRevision)));
    return byTransaction;
  }
}
