package io.alcedo.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.training.dataset.TrainingSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void areOfGenuineRowsWhereTheFeatureIsKnown() {
    TrainingSet set =
        TrainingSet.builder(List.of("count", "rare", "never", "endless"))
            .add(new float[] {1, Float.NaN, Float.NaN, 1}, false, 0, 0)
            .add(new float[] {3, Float.NaN, Float.NaN, Float.POSITIVE_INFINITY}, false, 0, 0)
            .add(new float[] {2, 8, Float.NaN, 1}, false, 0, 0)
            .add(new float[] {900, 9, 9, 9}, true, 0, 0)
            .add(new float[] {Float.NaN, Float.NaN, Float.NaN, 1}, false, 0, 0)
            .build();

    Medians medians = Medians.ofGenuine(set);

    assertThat(medians.medians()[0]).isEqualTo(2);
    assertThat(medians.medians()[1]).as("mostly missing").isNaN();
    assertThat(medians.medians()[2]).isNaN();
    assertThat(medians.medians()[3]).isEqualTo(1);
    assertThat(medians.deviations()[0]).isEqualTo((float) Math.sqrt(2.0 / 3));
    assertThat(medians.deviations()[1]).isZero();
    assertThat(medians.deviations()[2]).isNaN();
  }

  @Test
  void ofManyRowsAreThoseOfEvenlySpacedOnes() {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("a"));
    int rows = 600_001;
    for (int row = 0; row < rows; row++) {
      builder.add(new float[] {row}, false, row, row);
    }
    assertThat(Medians.ofGenuine(builder.build()).medians()[0]).isBetween(299_000f, 301_000f);
  }
}
