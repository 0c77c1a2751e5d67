package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  @Test
  void endsAfterSoManyEpochsWithoutABetterFigureAndKeepsTheBest() {
    EarlyStopping stopping = new EarlyStopping(2);

    assertThat(stopping.ends(1, 0.5, values(1))).isFalse();
    assertThat(stopping.ends(2, 0.4, values(2))).isFalse();
    assertThat(stopping.ends(3, 0.6, values(3))).isFalse();
    assertThat(stopping.ends(4, 0.6, values(4))).isFalse();
    assertThat(stopping.ends(5, 0.1, values(5))).isTrue();
    assertThat(stopping.bestEpoch()).isEqualTo(3);
    assertThat(stopping.bestValues().get(0)).containsExactly(3);
  }

  @Test
  void neverEndsWherePatienceIsZero() {
    EarlyStopping stopping = new EarlyStopping(0);

    for (int epoch = 1; epoch < 100; epoch++) {
      assertThat(stopping.ends(epoch, -epoch, values(epoch))).isFalse();
    }
    assertThat(stopping.bestEpoch()).isEqualTo(1);
  }

  @Test
  void takesTheFirstEpochEvenWhereItsFigureIsNone() {
    EarlyStopping stopping = new EarlyStopping(3);
    stopping.ends(1, Double.NaN, values(1));

    assertThat(stopping.bestValues().get(0)).containsExactly(1);
  }

  private static List<float[]> values(int epoch) {
    return List.of(new float[] {epoch});
  }
}
