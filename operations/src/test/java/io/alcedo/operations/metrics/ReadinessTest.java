package io.alcedo.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.metrics.Readiness.Condition;
import io.alcedo.operations.metrics.Readiness.Role;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void aProcessThatHasSaidNothingIsTakenToScore() {
    assertThat(readiness.missing()).containsExactly("model-loaded", "sources-assigned");
  }

  @Test
  void aProcessThatLearnsNeedsNoModel() {
    readiness.play(Role.LEARNING);
    assertThat(readiness.missing()).containsExactly("learning-sources-assigned");

    Readiness.Hold hold = readiness.hold(Condition.LEARNING_SOURCES_ASSIGNED);
    assertThat(readiness.missing()).isEmpty();
    hold.close();
    assertThat(readiness.missing()).containsExactly("learning-sources-assigned");
  }

  @Test
  void aProcessThatDoesBothNeedsBoth() {
    readiness.hold(Condition.LEARNING_SOURCES_ASSIGNED);
    readiness.hold(Condition.MODEL_LOADED);

    assertThat(readiness.missing()).containsExactly("sources-assigned");
    assertThat(readiness.missing(Role.LEARNING)).isEmpty();
  }
}
