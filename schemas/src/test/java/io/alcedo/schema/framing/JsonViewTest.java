package io.alcedo.schema.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.schema.Label;
import io.alcedo.schema.RiskEvent;
import io.alcedo.schema.ScoredFeatures;
import io.alcedo.schema.released.Examples;
import io.alcedo.schema.topics.Topic;
import org.junit.jupiter.api.Test;

class JsonViewTest {
  @Test
  void showsARecordOnOneLineWithTimesAndSymbols() {
    String line = JsonView.of(Examples.of(Topic.LABELS)).toString();

    assertThat(line)
        .doesNotContain("\n")
        .startsWith("{\"transactionId\":\"t-1\",\"tenant\":\"north\"")
        .contains("\"eventTime\":\"2026-03-01T12:34:56.789Z\"")
        .contains("\"verdict\":\"WITHDRAWN\"")
        .contains("\"entities\":{\"terminalId\":\"terminal-1\"}");
  }

  @Test
  void showsNestedRecordsAndNullsForTheUnknown() {
    RiskEvent event = Examples.riskEvent();
    event.setScore(null);
    event.setIngestedAt(null);

    assertThat(JsonView.of(event).path("score").isNull()).isTrue();
    assertThat(JsonView.of(event).path("ingestedAt").isNull()).isTrue();
    assertThat(JsonView.of(event).at("/reasons/0/contribution").asDouble()).isEqualTo(1.75);
  }

  @Test
  void showsNumbersThatJsonLacksAsNull() {
    ScoredFeatures features = (ScoredFeatures) Examples.of(Topic.SCORED_FEATURES);
    features.setScore(Double.POSITIVE_INFINITY);

    assertThat(JsonView.of(features).path("vector").toString()).isEqualTo("[1.5,-2.0,null]");
    assertThat(JsonView.of(features).path("score").isNull()).isTrue();
  }

  @Test
  void showsARecordThatIsOnlyHalfFilled() {
    assertThat(JsonView.of(new Label()).toString()).contains("\"eventTime\":null");
  }
}
