package io.alcedo.training.dataset.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.dataset.TrainingSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SeparationCheckTest {
  @RepeatedTest(20)
  void theAreaIsTheShareOfPairsInTheRightOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TrainingSet.Builder builder = TrainingSet.builder(List.of("x"));
    int rows = 60 + random.nextInt(100);
    int step = random.nextInt(3);
    for (int row = 0; row < rows; row++) {
      boolean fraud = row % 3 == 0;
      float value = random.nextInt(6) - 2 + (fraud ? step : 0);
      builder.add(
          new float[] {
            random.nextInt(7) == 0 ? Float.NaN : value == 0 && random.nextBoolean() ? -0f : value
          },
          fraud,
          row,
          row);
    }
    TrainingSet set = builder.build();

    double high = bruteForce(set, Float.POSITIVE_INFINITY);
    double low = bruteForce(set, Float.NEGATIVE_INFINITY);
    assertThat(SeparationCheck.areas(set).get("x"))
        .as("seed=%d", seed)
        .isCloseTo(Math.max(Math.max(high, 1 - high), Math.max(low, 1 - low)), within(1e-12));
  }

  @Test
  void whatIsMissingForGenuineOnesOnlySeparatesToo() {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("chargeback_code", "noise"));
    Random random = new Random(5);
    for (int row = 0; row < 200; row++) {
      boolean fraud = row % 5 == 0;
      builder.add(
          new float[] {fraud ? random.nextInt(9) : Float.NaN, random.nextFloat()}, fraud, row, row);
    }
    Map<String, Double> areas = SeparationCheck.areas(builder.build());

    assertThat(areas.get("chargeback_code")).isEqualTo(1);
    assertThat(areas.get("noise")).isLessThan(0.7);
    assertThat(areas.keySet()).containsExactly("chargeback_code", "noise");
    assertThatThrownBy(() -> SeparationCheck.refuseLeaks(areas, 0.98, Set.of()))
        .isInstanceOfSatisfying(
            LeakException.class, e -> assertThat(e.features()).containsExactly("chargeback_code"))
        .hasMessageContaining("chargeback_code");
    assertThatCode(() -> SeparationCheck.refuseLeaks(areas, 0.98, Set.of("chargeback_code")))
        .doesNotThrowAnyException();
  }

  @Test
  void aFewFraudsProveNothing() {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("x"));
    for (int row = 0; row < 100; row++) {
      builder.add(new float[] {row < 19 ? 1 : 0}, row < 19, row, row);
    }
    Map<String, Double> areas = SeparationCheck.areas(builder.build());

    assertThat(areas.get("x")).isNaN();
    assertThatCode(() -> SeparationCheck.refuseLeaks(areas, 0.98, Set.of()))
        .doesNotThrowAnyException();
  }

  private static double bruteForce(TrainingSet set, float missing) {
    double right = 0;
    long pairs = 0;
    for (int fraud = 0; fraud < set.size(); fraud++) {
      for (int genuine = 0; genuine < set.size(); genuine++) {
        if (set.fraud(fraud) && !set.fraud(genuine)) {
          float high = Float.isNaN(set.value(fraud, 0)) ? missing : set.value(fraud, 0);
          float low = Float.isNaN(set.value(genuine, 0)) ? missing : set.value(genuine, 0);
          right += high > low ? 1 : high == low ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return right / pairs;
  }
}
