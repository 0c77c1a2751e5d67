package io.alcedo.training.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alcedo.training.dataset.RowFacts;
import io.alcedo.training.dataset.SyntheticRows;
import io.alcedo.training.dataset.TrainingSet;
import io.alcedo.training.onnx.GraphWriter;
import io.alcedo.training.onnx.OnnxSession;
import io.alcedo.training.trainer.FittedModel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardiserTest {
  private static final float NAN = Float.NaN;

  @Test
  void columnsHaveMeanZeroAndDeviationOneByWeight() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TrainingSet set = weighted(random, 5_000);
    Standardiser standardiser = Standardiser.of(set, 1_000, true);
    float[] columns = standardiser.apply(set.flat(0, set.size()), set.size());
    int width = standardiser.columns();

    assertThat(width).isEqualTo(2 + 1);
    for (int column = 0; column < width; column++) {
      double weights = 0;
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < set.size(); row++) {
        if (column == 2 || !Float.isNaN(set.value(row, column))) {
          double value = columns[row * width + column];
          weights += set.weight(row);
          sum += set.weight(row) * value;
          squares += set.weight(row) * value * value;
        }
      }
      assertThat(sum / weights).as("mean, seed=%d", seed).isCloseTo(0, within(1e-4));
      assertThat(squares / weights).as("square, seed=%d", seed).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void aMissingValueTakesTheMeanAndAColumnSaysSo() {
    Standardiser standardiser = Standardiser.of(set(new float[] {1, 3, NAN, NAN}), 10, true);

    assertThat(standardiser.columns()).isEqualTo(2);
    assertThat(standardiser.apply(new float[] {1, 3, NAN}, 3)).containsExactly(-1, -1, 1, -1, 0, 1);
  }

  @Test
  void thereAreNoColumnsForMissingValuesWhereNoneAreAskedForOrNoneWereSeen() {
    TrainingSet set = set(new float[] {1, 3, NAN, NAN});

    assertThat(Standardiser.of(set, 10, false).apply(new float[] {NAN}, 1)).containsExactly(0);
    assertThat(Standardiser.of(set(new float[] {1, 3}), 10, true).columns()).isEqualTo(1);
  }

  @Test
  void whatNeverVariedOrWasNeverKnownIsZero() {
    Standardiser constant = Standardiser.of(set(new float[] {7, 7, 7}), 10, true);
    Standardiser unknown = Standardiser.of(set(new float[] {NAN, NAN, NAN}), 10, true);

    assertThat(constant.apply(new float[] {7, 1e9f, NAN, Float.POSITIVE_INFINITY}, 4))
        .containsExactly(0, 0, 0, 0);
    assertThat(unknown.apply(new float[] {7, 1e9f, NAN, Float.NEGATIVE_INFINITY}, 4))
        .containsExactly(0, 0, 0, 0);
  }

  @Test
  void valuesBeyondTheDeviationsCountAsLyingThere() {
    Standardiser standardiser = Standardiser.of(set(new float[] {1, 3}), 4, true);

    assertThat(
            standardiser.apply(
                new float[] {6, 7, Float.MAX_VALUE, Float.POSITIVE_INFINITY, -1e30f}, 5))
        .containsExactly(4, 4, 4, 4, -4);
  }

  @Test
  void infiniteValuesLeaveMeanAndDeviationAlone() {
    Standardiser standardiser =
        Standardiser.of(
            set(new float[] {1, 3, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}), 4, true);

    assertThat(standardiser.apply(new float[] {1, 3}, 2)).containsExactly(-1, 1);
  }

  @Test
  void theDeviationOfLargeValuesCloseTogetherIsNotLost() {
    Standardiser standardiser = Standardiser.of(set(new float[] {1e7f, 1e7f + 2}), 4, true);

    assertThat(standardiser.apply(new float[] {1e7f, 1e7f + 2}, 2)).containsExactly(-1, 1);
  }

  @Test
  void aGraphMakesTheSameColumns() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TrainingSet set = SyntheticRows.rows(2_000, 5, seed, 0);
    Standardiser standardiser = Standardiser.of(set, 6, true);
    float[] vectors = new float[400 * 5];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] =
          switch (random.nextInt(6)) {
            case 0 -> NAN;
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> Float.NEGATIVE_INFINITY;
            default -> (float) random.nextGaussian() * 5;
          };
    }
    float[] columns = standardiser.apply(vectors, 400);
    int width = standardiser.columns();
    assertThat(width).isEqualTo(10);
    for (int column = 0; column < width; column++) {
      float[] pick = new float[width];
      pick[column] = 1;
      GraphWriter graph = new GraphWriter(5);
      String all = standardiser.addTo(graph, FittedModel.INPUT);
      byte[] onnx =
          graph.sigmoid(graph.node("MatMul", List.of(all, graph.floats("pick", pick, width, 1))));
      try (OnnxSession session = new OnnxSession(onnx)) {
        float[] scores = session.score(vectors, 400);
        for (int row = 0; row < 400; row++) {
          assertThat((double) scores[row])
              .as("column %d, row %d, seed=%d", column, row, seed)
              .isCloseTo(1 / (1 + Math.exp(-columns[row * width + column])), within(2e-7));
        }
      }
    }
  }

  private static TrainingSet set(float[] values) {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("feature"));
    for (float value : values) {
      builder.add(new float[] {value}, false, 1, 1);
    }
    return builder.build();
  }

  private static TrainingSet weighted(Random random, int rows) {
    TrainingSet.Builder builder = TrainingSet.builder(List.of("always", "at_times"));
    for (int row = 0; row < rows; row++) {
      float[] vector = {
        (float) (random.nextGaussian() * 30 + 500), random.nextInt(4) == 0 ? NAN : random.nextInt(9)
      };
      builder.add(vector, false, row, row, 0.1f + random.nextInt(5), RowFacts.NONE);
    }
    return builder.build();
  }
}
