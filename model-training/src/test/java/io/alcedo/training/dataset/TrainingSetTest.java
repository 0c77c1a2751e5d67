package io.alcedo.training.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  @Test
  void keepsEveryRowAcrossItsChunks() {
    int rows = 2 * TrainingSet.CHUNK_ROWS + 17;
    TrainingSet.Builder builder = TrainingSet.builder(NAMES);
    float[] vector = new float[3];
    for (int row = 0; row < rows; row++) {
      vector[0] = row;
      vector[1] = Float.NaN;
      vector[2] = -row;
      builder.add(vector, row % 5 == 0, row, row + 7L, 1 + row % 3, facts(row));
    }
    TrainingSet set = builder.build();

    assertThat(set.size()).isEqualTo(rows);
    assertThat(set.frauds()).isEqualTo((rows + 4) / 5);
    for (int row = 0; row < rows; row++) {
      assertThat(set.value(row, 0)).isEqualTo(row);
      assertThat(set.value(row, 1)).isNaN();
      assertThat(set.fraud(row)).isEqualTo(row % 5 == 0);
      assertThat(set.labels()[row % 50]).isEqualTo((byte) (row % 50 % 5 == 0 ? 1 : 0));
      assertThat(set.eventTime(row)).isEqualTo(row);
      assertThat(set.labelKnownAt(row)).isEqualTo(row + 7L);
      assertThat(set.weight(row)).isEqualTo(1 + row % 3);
      assertThat(set.facts(row)).isEqualTo(facts(row));
      if (row > 1_000 && row < TrainingSet.CHUNK_ROWS - 2) {
        row += 97;
      }
    }
    float[] flat = set.flat(TrainingSet.CHUNK_ROWS - 1, TrainingSet.CHUNK_ROWS + 1);
    assertThat(flat[0]).isEqualTo(TrainingSet.CHUNK_ROWS - 1);
    assertThat(flat[3]).isEqualTo(TrainingSet.CHUNK_ROWS);
    assertThat(flat[5]).isEqualTo(-TrainingSet.CHUNK_ROWS);
  }

  @Test
  void selectsRowsInTheOrderGiven() {
    TrainingSet set =
        TrainingSet.builder(NAMES)
            .add(new float[] {1, 2, 3}, false, 10, 20)
            .add(new float[] {4, 5, 6}, true, 11, 21, 4, facts(9))
            .build();
    TrainingSet selected = set.select(new int[] {1, 0, 1});

    assertThat(selected.size()).isEqualTo(3);
    assertThat(selected.frauds()).isEqualTo(2);
    assertThat(selected.value(0, 2)).isEqualTo(6);
    assertThat(selected.weight(2)).isEqualTo(4);
    assertThat(selected.facts(2)).isEqualTo(facts(9));
    assertThat(selected.labelKnownAt(1)).isEqualTo(20);
    assertThat(selected.featureNames()).isEqualTo(NAMES);
  }

  @Test
  void refusesRowsThatDoNotFit() {
    TrainingSet.Builder builder = TrainingSet.builder(NAMES);

    assertThatThrownBy(() -> builder.add(new float[2], false, 0, 0))
        .hasMessage("A vector holds one value a feature: values=2, features=3");
    for (float weight : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> builder.add(new float[3], false, 0, 0, weight, RowFacts.NONE))
          .hasMessageContaining("weight=" + weight);
    }
    assertThatThrownBy(() -> TrainingSet.builder(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(builder.size()).isZero();
  }

  private static RowFacts facts(int row) {
    return new RowFacts(row, 2L * row, 3L * row, 100L + row, Channel.ONLINE, "5411", row % 2 == 0);
  }
}
