package io.alcedo.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.alcedo.local.embedded.EmbeddedKafka;
import io.alcedo.local.kafka.KafkaConnection;
import io.alcedo.local.kafka.TopicReader;
import io.alcedo.operations.kafka.NewTopics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendSpanTest {
  @Test
  void spansWhatTheBrokerStamped(@TempDir Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      KafkaConnection connection = KafkaConnection.to(kafka.bootstrapServers());
      try (Admin admin = connection.admin()) {
        NewTopics.create(admin, List.of(stamped("full"), stamped("empty")));
        try (KafkaProducer<byte[], byte[]> producer = connection.producer()) {
          for (int i = 0; i < 30; i++) {
            // Two of the three partitions, and each record a batch of its own.
            producer.send(new ProducerRecord<>("full", 2 * (i % 2), 17L, null, new byte[i])).get();
          }
        }
        List<Long> stamps = new ArrayList<>();
        try (TopicReader reader = TopicReader.open(connection, "full")) {
          reader.read(false, record -> stamps.add(record.timestamp()));
        }
        stamps.sort(null);
        assertThat(AppendSpan.of(admin, "full"))
            .isEqualTo(new AppendSpan(30, stamps.get(0), stamps.get(29)));
        assertThat(AppendSpan.of(admin, "empty").and(AppendSpan.of(admin, "full")))
            .isEqualTo(AppendSpan.of(admin, "full"));
      }
    }
  }

  private static NewTopic stamped(String name) {
    return new NewTopic(name, Optional.of(3), Optional.of((short) 1))
        .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }
}
