package io.alcedo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFloatsTest {
  private static final int COUNT = 12_347;

  @TempDir private Path directory;

  @Test
  void roomGivenBackIsTakenAgain() {
    FloatBuffer first = NativeFloats.take(COUNT);
    FloatBuffer second = NativeFloats.take(COUNT);
    assertThat(second).isNotSameAs(first);
    assertThat(first.capacity()).isEqualTo(COUNT);
    assertThat(first.isDirect()).isTrue();
    NativeFloats.giveBack(first);
    assertThat(NativeFloats.take(COUNT + 1)).isNotSameAs(first);
    assertThat(NativeFloats.take(COUNT)).isSameAs(first);
    assertThat(NativeFloats.take(COUNT)).isNotSameAs(first).isNotSameAs(second);
  }

  @Test
  void aClosedModelLeavesItsRoomOnce() throws Exception {
    ModelOptions options = new ModelOptions(1, 97);
    LogisticModel logistic = new LogisticModel(-1, 0.5f, -2, 1.5f);
    ModelBundle bundle = Bundles.logistic(directory, logistic, 3);
    int count = new BatchSizes(options.sliceRows(), false).most() * 3;
    FloatBuffer room = NativeFloats.take(count);
    NativeFloats.giveBack(room);
    OnnxModel model = OnnxModel.open(bundle, ExecutionTarget.CPU, options);
    assertThat(NativeFloats.take(count)).as("in use").isNotSameAs(room);
    model.close();
    model.close();
    assertThat(NativeFloats.take(count)).isSameAs(room);
    assertThat(NativeFloats.take(count)).isNotSameAs(room);
  }
}
