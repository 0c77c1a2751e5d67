package io.alcedo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.operations.settings.AlcedoConfig;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SourceSettingsTest {
  private static final String FULLER_FETCHES =
      """
      kafka:
        bootstrap_servers: broker:9092
        properties: {fetch.min.bytes: "32768", fetch.max.wait.ms: "5", security.protocol: SSL}
      privacy: {keyset_file: keyset.json}
      model: {bundle: bundle, allow_unsigned: true}
      """;

  @Test
  void aSourceOfFewRecordsWaitsForTheFirstByteAndKeepsAllElse() throws Exception {
    AlcedoConfig config = AlcedoConfig.parse(FULLER_FETCHES, "A test", Map.of());
    Properties full = SourceSettings.client(config, "group");
    assertThat(full).containsEntry("fetch.min.bytes", "32768").containsEntry("group.id", "group");

    Properties atOnce = SourceSettings.atOnce(SourceSettings.client(config, "group"));

    assertThat(atOnce)
        .containsEntry("fetch.min.bytes", "1")
        .containsEntry("fetch.max.wait.ms", "500")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("group.id", "group");
  }
}
