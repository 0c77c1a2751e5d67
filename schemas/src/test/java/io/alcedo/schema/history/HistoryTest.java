package io.alcedo.schema.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Outcome;
import io.alcedo.schema.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HistoryTest {
  @Test
  void putsFraudLabelsBeforeOutcomesBeforeTransactionsOfTheSameInstant() {
    List<LabelledTransaction> input =
        List.of(
            transaction(0, true, 20, null),
            transaction(5, null, 0, 20L),
            transaction(20, null, 0, null),
            transaction(20, true, 20, 20L),
            transaction(20, false, 20, null));

    assertThat(events(input))
        .containsExactly(
            "TRANSACTION 0 @0",
            "TRANSACTION 1 @5",
            "LABEL 0 @20",
            "LABEL 3 @20",
            "OUTCOME 1 @20",
            "OUTCOME 3 @20",
            "TRANSACTION 2 @20",
            "TRANSACTION 3 @20",
            "TRANSACTION 4 @20");
  }

  @Test
  void isEmptyForNoTransactions() {
    History history = History.of(List.<LabelledTransaction>of().iterator());

    assertThat(history.hasNext()).isFalse();
    assertThatThrownBy(history::next).isInstanceOf(NoSuchElementException.class);
  }

  @RepeatedTest(30)
  void equalsASortOfAllEvents() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<LabelledTransaction> input = new ArrayList<>();
    long time = 0;
    for (int i = 0; i < 300; i++) {
      time += random.nextInt(3);
      input.add(
          transaction(
              time,
              random.nextInt(3) == 0 ? null : random.nextBoolean(),
              time + random.nextInt(40),
              random.nextBoolean() ? time + random.nextInt(10) : null));
    }

    assertThat(events(input)).as("seed %d", seed).isEqualTo(sorted(input));
  }

  @Test
  void readsNoFurtherAheadThanItMust() {
    List<LabelledTransaction> read = new ArrayList<>();
    Iterator<LabelledTransaction> input =
        List.of(
                transaction(0, true, 2, null), transaction(1, null, 0, null),
                transaction(9, null, 0, null), transaction(10, null, 0, null))
            .iterator();
    History history =
        History.of(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return input.hasNext();
              }

              @Override
              public LabelledTransaction next() {
                read.add(input.next());
                return read.get(read.size() - 1);
              }
            });

    history.next();

    assertThat(read).hasSize(2);
  }

  @Test
  void namesTheRowThatIsOutOfOrder() {
    List<LabelledTransaction> input =
        List.of(
            transaction(0, null, 0, null),
            transaction(9, null, 0, null),
            transaction(8, null, 0, null));

    assertThatThrownBy(() -> events(input))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row=3")
        .hasMessageContaining("1970-01-01T00:00:00.008Z");
  }

  @Test
  void refusesALabelOrOutcomeBeforeItsTransaction() {
    assertThatThrownBy(() -> events(List.of(transaction(9, true, 8, null))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row=1, kind=LABEL");
    assertThatThrownBy(() -> events(List.of(transaction(9, null, 0, 8L))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row=1, kind=OUTCOME");
  }

  private static LabelledTransaction transaction(
      long time, Boolean fraud, long knownAt, Long outcomeAt) {
    Transaction transaction = new Transaction();
    transaction.setEventTime(Instant.ofEpochMilli(time));
    Outcome outcome = null;
    if (outcomeAt != null) {
      outcome = new Outcome();
      outcome.setOccurredAt(Instant.ofEpochMilli(outcomeAt));
    }
    return new LabelledTransaction(transaction, fraud, knownAt, outcome);
  }

  private static List<String> events(List<LabelledTransaction> input) {
    List<String> events = new ArrayList<>();
    History.of(input.iterator()).forEachRemaining(event -> events.add(text(event)));
    return events;
  }

  private static List<String> sorted(List<LabelledTransaction> input) {
    List<HistoryEvent> events = new ArrayList<>();
    for (int i = 0; i < input.size(); i++) {
      LabelledTransaction source = input.get(i);
      long time = source.transaction().getEventTime().toEpochMilli();
      events.add(new HistoryEvent(HistoryKind.TRANSACTION, time, i, source));
      if (Boolean.TRUE.equals(source.fraud())) {
        events.add(new HistoryEvent(HistoryKind.LABEL, source.labelKnownAt(), i, source));
      }
      if (source.outcome() != null) {
        long known = source.outcome().getOccurredAt().toEpochMilli();
        events.add(new HistoryEvent(HistoryKind.OUTCOME, known, i, source));
      }
    }
    events.sort(
        Comparator.comparingLong(HistoryEvent::time)
            .thenComparing(HistoryEvent::kind)
            .thenComparingLong(HistoryEvent::position));
    return events.stream().map(HistoryTest::text).toList();
  }

  private static String text(HistoryEvent event) {
    return event.kind() + " " + event.position() + " @" + event.time();
  }
}
