package io.alcedo.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RosterSerializerTest {
  @Test
  void makesAnInstanceAsFlinkMayAsk() {
    assertThat(RosterSerializer.INSTANCE.createInstance().featureSets()).isEmpty();
  }
}
