package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.features.definition.EventFilter;
import io.alcedo.features.event.OutcomeAction;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class EventLogTest {
  @RepeatedTest(20)
  void findsAnEventByItsIdAmongThoseOfItsInstant() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    EventLog log = new EventLog(1, 0, false, new FilterClass[0]);
    int events = 60;
    long[] times = new long[events];
    for (int id = 0; id < events; id++) {
      // Few instants, in no order: most are shared, and most events are inserted before others.
      times[id] = random.nextInt(20);
      log.insert(times[id], id, 0, id);
      if (random.nextInt(8) == 0) {
        log.dropUntil(random.nextInt(3) - 1);
      }
    }

    for (int id = 0; id < events; id++) {
      int at = log.find(id, times[id], log.upperBound(times[id]));
      assertThat(at).as("seed %d, id %d", seed, id).isEqualTo(log.find(id));
      long other = times[id] + 1;
      assertThat(log.find(id, other, log.upperBound(other))).as("seed %d", seed).isNegative();
    }
  }

  @RepeatedTest(20)
  void overlooksNoEventOfAClass() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    FilterClass[] classes = {
      new FilterClass(1, EventFilter.ANY, 0xFF, 0, 0, false),
      new FilterClass(2, EventFilter.ANY, 0xFF, 0, 0, false),
      new FilterClass(EventFilter.ANY, EventFilter.ANY, 0xFF, 0, 0, true)
    };
    EventLog log = new EventLog(1, 0, false, classes);
    int skipped = 0;
    for (int id = 0; id < 80; id++) {
      log.insert(random.nextInt(50) + id, id, EventFlags.of(random.nextInt(20) == 0 ? 1 : 0, 0), 1);
      if (random.nextInt(8) == 0) {
        log.dropUntil(random.nextInt(20) + id - 20);
      }
      if (log.size() > 0 && random.nextInt(10) == 0) {
        int event = log.head + random.nextInt(log.size());
        OutcomeAction action = OutcomeAction.values()[random.nextInt(3)];
        log.setFlags(event, EventFlags.withOutcome(log.flags[event], action, false));
      }
      EventLog copy = log.copy();
      long after = random.nextInt(60) + id - 30;
      for (int c = 0; c < classes.length; c++) {
        boolean holds = false;
        for (int i = log.head; i < log.tail; i++) {
          holds |= log.time[i] > after && classes[c].matches(log.flags[i]);
        }
        skipped += log.mayHold(c, after) ? 0 : 1;
        assertThat(holds && !log.mayHold(c, after)).as("seed %d, class %d", seed, c).isFalse();
        assertThat(copy.mayHold(c, after)).as("seed %d", seed).isEqualTo(log.mayHold(c, after));
      }
    }
    assertThat(skipped).as("classes without events, seed %d", seed).isPositive();
  }
}
