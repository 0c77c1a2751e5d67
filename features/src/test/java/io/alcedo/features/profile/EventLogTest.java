package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class EventLogTest {
  @RepeatedTest(20)
  void findsAnEventByItsIdAmongThoseOfItsInstant() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    EventLog log = new EventLog(1, 0, false);
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
}
