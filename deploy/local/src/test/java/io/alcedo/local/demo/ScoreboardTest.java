package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.DeadLetter;
import io.alcedo.schema.topics.Topic;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private final Scoreboard board = new Scoreboard(2, "v1");

  @Test
  void onlyDeadLettersOfTransactionsAreAnswers() {
    board.deadLetter(letter(Topic.LABELS, 0));
    board.deadLetter(letter(Topic.FEEDBACK, 1));
    assertThat(board.answers()).isZero();

    board.deadLetter(letter(Topic.TRANSACTIONS, 1));
    assertThat(board.answers()).isEqualTo(1);
    assertThat(board.deadLetters()).isEqualTo(3);
    assertThat(board.ledger(1).unanswered(1)).isZero();
    assertThat(board.ledger(0).unanswered(1)).isEqualTo(1);
  }

  private static DeadLetter letter(Topic topic, int partition) {
    DeadLetter letter = new DeadLetter();
    letter.setSourceTopic(topic.topicName());
    letter.setPartition(partition);
    letter.setOffset(0);
    letter.setSeenAt(Instant.EPOCH);
    return letter;
  }
}
