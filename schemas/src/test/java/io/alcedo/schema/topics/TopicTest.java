package io.alcedo.schema.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alcedo.schema.Reason;
import io.alcedo.schema.RiskEvent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsNameAndItsRecord(Topic topic) {
    assertThat(Topic.named(topic.topicName())).isEqualTo(topic);
    assertThat(Topic.of(topic.schema())).isEqualTo(topic);
    assertThat(topic.recordType().getSimpleName()).isEqualTo(topic.schema().getName());
    assertThat(topic.schema().getDoc()).contains("Topic: " + topic.topicName());
    assertThat(topic.keyDescription()).isNotBlank();
  }

  @Test
  void onlyAssignmentsAreCompacted() {
    assertThat(Arrays.stream(Topic.values()).filter(Topic::compacted))
        .containsExactly(Topic.MODEL_ASSIGNMENTS);
    assertThat(Topic.MODEL_ASSIGNMENTS.retention()).isEmpty();
    assertThat(Topic.RISK_EVENTS.recordType()).isEqualTo(RiskEvent.class);
  }

  @Test
  void refusesWhatIsNoTopic() {
    assertThatThrownBy(() -> Topic.named("risk_events"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("risk_events");
    assertThatThrownBy(() -> Topic.of(Reason.getClassSchema()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
