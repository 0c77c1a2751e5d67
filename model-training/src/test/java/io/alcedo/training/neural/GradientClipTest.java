package io.alcedo.training.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.alcedo.model.ExecutionTarget;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradientClipTest {
  private NDManager arrays;

  @BeforeEach
  void open() throws Exception {
    arrays = Torch.arrays(ExecutionTarget.CPU);
  }

  @AfterEach
  void close() {
    arrays.close();
  }

  @Test
  void cutsALongerGradientToTheNormAndKeepsItsDirection() {
    NDArray weights = arrays.create(new float[] {3, -4, 0, 0}, new Shape(2, 2));
    NDArray constants = arrays.create(new float[] {-12});

    double norm = GradientClip.apply(List.of(weights, constants), 1.3);

    assertThat(norm).isCloseTo(13, within(1e-5));
    assertThat(weights.toFloatArray()).containsExactly(new float[] {0.3f, -0.4f, 0, 0}, near());
    assertThat(constants.toFloatArray()).containsExactly(new float[] {-1.2f}, near());
  }

  @Test
  void leavesAShorterOneAndEveryOneWhereNoneIsToBeCut() {
    NDArray weights = arrays.create(new float[] {3, -4});

    assertThat(GradientClip.apply(List.of(weights), 5.1)).isCloseTo(5, within(1e-5));
    assertThat(GradientClip.apply(List.of(weights), 0)).isCloseTo(5, within(1e-5));
    assertThat(weights.toFloatArray()).containsExactly(3, -4);
  }

  private static org.assertj.core.data.Offset<Float> near() {
    return within(1e-5f);
  }
}
