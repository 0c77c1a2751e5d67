package io.alcedo.training.dataset.dated;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.ScoredFeatures;
import io.alcedo.training.dataset.HistoryWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedVectorsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(30));

  @Test
  void letsGoOfValuesOutsideTheWindowOnly() {
    ScoredRows rows =
        new ScoredRows(
            List.of("amount"), "feed", HistoryWindow.between(START, END), Duration.ofHours(1));
    ScoredFeatures early = at(START.minusMillis(1));
    ScoredFeatures first = at(START);
    ScoredFeatures last = at(END.minusMillis(1));
    ScoredFeatures late = at(END);

    List.of(early, first, last, late).forEach(rows::addOwned);

    assertThat(early.getVector()).isEmpty();
    assertThat(first.getVector()).isNotEmpty();
    assertThat(last.getVector()).isNotEmpty();
    assertThat(late.getVector()).isEmpty();
  }

  private static ScoredFeatures at(Instant time) {
    ScoredFeatures features = new ScoredFeatures();
    features.setEventTime(time);
    features.setVector(List.of(1.5f));
    return features;
  }
}
