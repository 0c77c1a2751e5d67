package io.alcedo.features.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntSetTest {
  private static final int MOST = 1_025;

  @Test
  void holdsWhatAHashSetHoldsWhateverItsSizeAndWhatItHeldBefore() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    IntSet set = new IntSet();
    for (int round = 0; round < 500; round++) {
      int most = 1 + random.nextInt(random.nextInt(4) == 0 ? MOST : 24);
      set.clear(most);
      Set<Integer> expected = new HashSet<>();
      // Few different values, so that many come again, now and in later rounds.
      int different = 1 + random.nextInt(2 * most);
      for (int i = 0; i < 4 * most; i++) {
        int value = (1 + random.nextInt(different)) * 0x01000193;
        assertThat(set.contains(value)).as("seed %d", seed).isEqualTo(expected.contains(value));
        if (expected.size() < most) {
          assertThat(set.add(value)).as("seed %d", seed).isEqualTo(expected.add(value));
        }
      }
    }
  }
}
