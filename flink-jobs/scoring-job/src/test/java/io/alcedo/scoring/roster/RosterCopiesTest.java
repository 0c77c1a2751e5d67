package io.alcedo.scoring.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterCopiesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 128, 720, 32_768})
  void everyKeyGroupHasAKeyOfItsOwn(int groups) {
    String[] keys = RosterCopies.keys(groups);
    assertThat(keys).hasSize(groups);
    assertThat(keys)
        .extracting(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, groups))
        .containsExactlyElementsOf(IntStream.range(0, groups).boxed().toList());
  }
}
