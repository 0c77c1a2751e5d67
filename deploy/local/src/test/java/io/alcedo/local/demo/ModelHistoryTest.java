package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ShadowScore;
import io.alcedo.schema.released.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelHistoryTest {
  private static final long START = 1_767_571_200_000L;

  private final ModelHistory history = new ModelHistory("a", 2);

  @Test
  void knowsTheFirstAndLastOfEachVersionByTheBrokersClock() throws Exception {
    add("t2", "a", 0, 20);
    add("t1", "a", 0, 10);
    add("t4", "b", 0, 40);
    add("t3", "b", 0, 30);
    add("t5", "b", 0, 50);

    assertThat(history.spans())
        .extracting(
            ModelSpan::version,
            ModelSpan::transactions,
            span -> span.first().transactionId(),
            span -> span.last().transactionId())
        .containsExactly(tuple("a", 2L, "t1", "t2"), tuple("b", 3L, "t3", "t5"));
  }

  @Test
  void tellsTheFirstModelFromLaterOnes() throws Exception {
    assertThat(add("t1", "a", 0, 1)).isZero();
    assertThat(add("t2", "b", 0, 2)).isEqualTo(1);
    assertThat(add("t3", "c", 1, 3)).isEqualTo(2);
    assertThat(add("t4", "b", 1, 4)).isEqualTo(1);
    RiskEvent fallback = event("t5", null, 0);
    fallback.setScore(null);
    assertThat(history.add(fallback, START + 5)).isZero();
  }

  @Test
  void seesThePauseOfOneInputPartitionAroundASwapAndNoOther() throws Exception {
    for (int millis = 0; millis < 60_000; millis += 10) {
      String version = millis < 30_000 ? "a" : "b";
      add("p0-" + millis, version, 0, millis);
      boolean pausesAtTheSwap = millis > 30_000 && millis < 30_400;
      boolean pausesFarAway = millis > 10_000 && millis < 12_000;
      if (!pausesAtTheSwap && !pausesFarAway) {
        add("p1-" + millis, version, 1, millis);
      }
    }

    assertThat(history.swapPauseMillis()).isEqualTo(400);
    assertThat(history.longestPauseMillis(START, START + 60_000)).isEqualTo(2_000);
  }

  @Test
  void hasNoPauseWithoutASwap() throws Exception {
    add("t1", "a", 0, 1);
    add("t2", "a", 0, 900);

    assertThat(history.swapPauseMillis()).isNull();
  }

  @Test
  void findsWhatTheFirstModelSaidAsAShadow() throws Exception {
    RiskEvent event = event("t1", "b", 0);
    event.setShadowScores(
        List.of(new ShadowScore("card-fraud", "c", 0.7), new ShadowScore("card-fraud", "a", 0.25)));
    assertThat(history.firstModelScore(event)).isEqualTo(0.25f);

    event.setShadowScores(List.of(new ShadowScore("card-fraud", "a", null)));
    assertThat(history.firstModelScore(event)).isNaN();
    event.setShadowScores(List.of());
    assertThat(history.firstModelScore(event)).isNaN();
  }

  private int add(String id, String version, int partition, long millis) throws Exception {
    return history.add(event(id, version, partition), START + millis);
  }

  private static RiskEvent event(String id, String version, int partition) throws Exception {
    RiskEvent event = Examples.riskEvent();
    event.setTransactionId(id);
    event.setModelVersion(version);
    event.setInputPartition(partition);
    event.setScore(0.5);
    return event;
  }
}
