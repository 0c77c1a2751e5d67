package io.alcedo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AppendTimesTest {
  private static final long START = 1_767_571_200_000L;

  @Test
  void findsTheLongestGapThatTouchesASpanWhateverTheOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      AppendTimes times = new AppendTimes();
      List<Long> appended = new ArrayList<>();
      int count = random.nextInt(40);
      for (int i = 0; i < count; i++) {
        appended.add(START + random.nextInt(1_000));
      }
      Collections.shuffle(appended, random);
      appended.forEach(times::add);
      long from = START - 100 + random.nextInt(1_200);
      long to = from + random.nextInt(600);

      assertThat(times.longestGap(from, to))
          .as("seed=%d, round=%d", seed, round)
          .isEqualTo(reference(appended, from, to));
    }
  }

  private static long reference(List<Long> appended, long from, long to) {
    List<Long> sorted = new ArrayList<>(new TreeSet<>(appended));
    long longest = 0;
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i) > from && sorted.get(i - 1) <= to) {
        longest = Math.max(longest, sorted.get(i) - sorted.get(i - 1));
      }
    }
    return longest;
  }
}
