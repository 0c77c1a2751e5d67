package io.alcedo.scoring.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.history.History;
import io.alcedo.schema.history.HistoryEvent;
import io.alcedo.schema.history.HistoryKind;
import io.alcedo.schema.history.LabelledTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelayedLabelsTest {
  private static final Duration DELAY = Duration.ofDays(3);

  @TempDir private Path directory;

  @Test
  void everyLabelComesTheSameTimeAfterItsTransaction() throws Exception {
    HistoryFixture fixture = HistoryFixture.write(directory, 300, 5);
    DelayedLabels delayed = new DelayedLabels(fixture.file, DELAY);
    Map<Long, Long> happened = new HashMap<>();
    int labels = 0;

    Iterator<HistoryEvent> events = History.of(delayed.open());
    while (events.hasNext()) {
      HistoryEvent event = events.next();
      if (event.kind() == HistoryKind.TRANSACTION) {
        happened.put(event.position(), event.time());
      } else if (event.kind() == HistoryKind.LABEL) {
        labels++;
        assertThat(event.time()).isEqualTo(happened.get(event.position()) + DELAY.toMillis());
      }
    }

    assertThat(labels).isGreaterThan(5);
    assertThat(delayed.name()).isEqualTo("history.csv");
  }

  @Test
  void changesNothingElse() throws Exception {
    HistoryFixture fixture = HistoryFixture.write(directory, 50, 6);
    Iterator<LabelledTransaction> stated = fixture.file.open();
    Iterator<LabelledTransaction> delayed = new DelayedLabels(fixture.file, DELAY).open();

    while (stated.hasNext()) {
      LabelledTransaction one = stated.next();
      LabelledTransaction other = delayed.next();
      assertThat(other.transaction()).isEqualTo(one.transaction());
      assertThat(other.fraud()).isEqualTo(one.fraud());
      assertThat(other.outcome()).isEqualTo(one.outcome());
      assertThat(other.labelKnownAt()).isNotEqualTo(one.labelKnownAt());
    }
    assertThat(delayed.hasNext()).isFalse();
  }

  @Test
  void aDelayIsNotNegative() throws Exception {
    HistoryFixture fixture = HistoryFixture.write(directory, 1, 1);

    assertThatThrownBy(() -> new DelayedLabels(fixture.file, Duration.ofDays(-1)))
        .hasMessage("A label's delay is not negative: delay=PT-24H");
  }
}
