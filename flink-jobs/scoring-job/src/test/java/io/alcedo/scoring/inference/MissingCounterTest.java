package io.alcedo.scoring.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.scoring.metrics.MissingFeatures;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MissingCounterTest {
  private static final int PLACES = 6;

  @RepeatedTest(20)
  void countsWhatIsNoNumberWhateverItsBits() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int[] positions = random.ints(4, 0, PLACES).toArray();
    MissingFeatures total = new MissingFeatures(List.of("a", "b", "c", "d"));
    MissingCounter counter = new MissingCounter(positions, total);
    int vectors = 1 + random.nextInt(500);
    double[] expected = new double[positions.length];

    for (int i = 0; i < vectors; i++) {
      float[] vector = new float[random.nextInt(PLACES + 1)];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = anyFloat(random);
      }
      for (int j = 0; j < positions.length; j++) {
        if (positions[j] >= vector.length || Float.isNaN(vector[positions[j]])) {
          expected[j] += 1.0 / vectors;
        }
      }
      counter.add(vector);
      if (random.nextInt(50) == 0) {
        counter.count();
      }
    }
    counter.count();

    assertThat(total.ratios()).as("seed %d", seed).containsExactly(expected, within(1e-9));
  }

  @Test
  void infinitiesAndZerosAreNumbers() {
    MissingFeatures total = new MissingFeatures(List.of("a", "b", "c", "d", "e"));
    MissingCounter counter = new MissingCounter(new int[] {0, 1, 2, 3, 4}, total);

    counter.add(
        new float[] {
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          -0f,
          Float.MAX_VALUE,
          Float.intBitsToFloat(0xFF800001)
        });
    counter.count();

    assertThat(total.ratios()).containsExactly(0, 0, 0, 0, 1);
  }

  private static float anyFloat(Random random) {
    return random.nextInt(3) == 0 ? Float.NaN : Float.intBitsToFloat(random.nextInt());
  }
}
